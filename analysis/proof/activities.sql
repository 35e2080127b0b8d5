-- What was done to find work, for whom, on which day and with what result? Each touch, and each interview.
with known_replies as (
    select *
    from replies
    where received_at is null or received_at::date <= $as_of
),
answers as (
    select
        touch,
        case
            when bool_or(kind = 'offer') then 'offer'
            when bool_or(kind = 'interview') then 'interview'
            when bool_or(kind = 'positive') then 'positive'
            when bool_or(kind = 'rejection') then 'rejection'
            else 'reply'
        end as result
    from known_replies
    group by touch
),
sent as (
    select
        touches.sent_at as happened_at, touches.line, coalesce(touches.strategy::varchar, 'touch') as what,
        touches.client, touches.company, touches.role, touches.contact, touches.channel::varchar as how,
        coalesce(answers.result, 'none') as result
    from touches
    left join answers on answers.touch = touches.id
),
-- The result of an interview is the next step that was reached after it.
steps as (
    select
        opportunity, line, kind::varchar as kind, with_whom, precision,
        case when precision <> 'by' then reached_at end as happened_at,
        lead(kind::varchar) over opportunity_in_time as result,
        lead(reached_at) over opportunity_in_time as result_at
    from milestones
    where reached_at is not null
    window opportunity_in_time as (partition by opportunity order by reached_at, kind, line)
),
-- Several people met in one round on one day are one interview.
interviews as (
    select
        min(steps.happened_at) as happened_at, min(steps.line) as line, steps.kind as what,
        min(keyed.client) as client, min(keyed.company) as company, min(keyed.role) as role,
        string_agg(distinct coalesce(steps.with_whom, keyed.contact), ', ' order by coalesce(steps.with_whom, keyed.contact)) as contact,
        null as how,
        arg_max(steps.result, steps.result_at) filter (where steps.result_at::date <= $as_of) as result
    from steps
    join keyed on keyed.line = steps.line
    where steps.kind in ('screen', 'interview', 'final')
    group by steps.opportunity, steps.kind, coalesce(steps.happened_at::date::varchar, 'line ' || steps.line)
),
happened as (
    select * from sent
    union all
    select * from interviews
)
select happened_at::date as day, line, what, company, role, contact, how, result
from happened
where client = $client or $client is null
order by happened_at nulls last, line, what
