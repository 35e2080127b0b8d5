-- Which follow-ups went with more offers, compared at the same stage among those still waiting?
with episodes as (
    select
        null as strategy, stage, clock, decided_on, landmark,
        case $outcome when 'offer' then offered_on else further_on end as reached_on
    from selected_starts
),
done as (
    select
        strategy, stage, clock, decided_on, landmark,
        case $outcome when 'offer' then offered_on else further_on end as reached_on
    from selected_done_by_landmark
),
judged as (
    select
        strategy, stage, clock,
        case
            when decided_on <= landmark then 'decided before it could be compared'
            when $as_of < landmark + $days then 'too young to judge'
        end as reason,
        coalesce(reached_on <= landmark + $days, false) as reached
    from (select * from episodes union all select * from done)
),
-- The naive comparison: the opportunities in which it was done at any time, with all opportunities.
naive as (
    select
        opportunity,
        case $outcome when 'offer' then offered else screened or interviewed or final or offered end as reached
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
