-- Each interview as an activity. Several people met in one round on one day are one interview.
select
    min(step.happened_at) as happened_at, min(step.line) as line, step.kind as what,
    min(keyed.client) as client, min(keyed.company) as company, min(keyed.role) as role,
    string_agg(distinct coalesce(step.with_whom, keyed.contact), ', ' order by coalesce(step.with_whom, keyed.contact)) as contact,
    null as how,
    arg_max(step.result, step.result_at) filter (where step.result_at::date <= $as_of) as result
from milestone_results as step
join keyed on keyed.line = step.line
where step.kind in ('screen', 'interview', 'final')
group by step.opportunity, step.kind, coalesce(step.happened_at::date::varchar, 'line ' || step.line)
