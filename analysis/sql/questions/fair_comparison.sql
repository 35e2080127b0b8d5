-- Which follow-ups went with more offers, compared at the same stage among those still waiting?
with judged as (
    select
        strategy, stage, clock, reason,
        coalesce(case $outcome when 'offer' then offered_on else further_on end <= landmark + $days, false) as reached
    from comparisons
),
-- The naive comparison: the opportunities in which it was done at any time, with all opportunities.
naive as (
    select
        opportunity,
        case $outcome when 'offer' then offered else had_interview or offered end as reached
    from selected_opportunities
)
select strategy::varchar as strategy, stage, clock, reason, count(*) as units, count(*) filter (where reached) as reached
from judged
where strategy is null or reason is null
group by strategy, stage, clock, reason
union all
select strategy::varchar, 'ever', 'naive', null, count(*), count(*) filter (where reached)
from selected_ever_done
join naive using (opportunity)
group by strategy
union all
select null, 'ever', 'naive', null, count(*), count(*) filter (where reached)
from naive
