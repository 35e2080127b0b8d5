-- Which follow-ups are on the way to offers more than their use?
with stages as (
    select *
    from (
        values (1, 'prospect'), (2, 'applied'), (3, 'screen'), (4, 'interview'), (5, 'final'), (6, 'offer')
    ) as stages (step, stage)
),
uses as (
    select
        opportunity, offered, came.step as furthest,
        strategy::varchar as strategy,
        least(coalesce(used.step, 1), 5) as step
    from paths
    join stages as came on came.stage = reached
    left join stages as used on used.stage = paths.stage::varchar
),
told as (
    select opportunity, offered, furthest, max(strategy) is null as silent from uses group by opportunity, offered, furthest
),
-- At each stage: every opportunity that came as far, and what had been done in it up to and including that stage.
sets as (
    select
        stages.stage,
        told.opportunity,
        told.offered,
        coalesce(
            array_to_string(list_sort(list(distinct strategy) filter (where strategy is not null)), ', '), ''
        ) as strategies
    from told
    join stages on stages.step <= furthest and stages.stage <> 'offer'
    left join uses on uses.opportunity = told.opportunity and uses.step <= stages.step
    where not silent
    group by stages.stage, told.opportunity, told.offered
)
select
    null as reason, stage, strategies,
    count(*) as units,
    count(*) filter (where offered) as offers,
    null as touches
from sets
group by stage, strategies
union all
-- At which stage each is used.
select null, stage, strategy, null, null, count(*)
from uses
join stages using (step)
where strategy is not null
group by stage, strategy
union all
select 'no touch says what it was for', null, null, count(*), count(*) filter (where offered), null
from told
where silent
having count(*) > 0
