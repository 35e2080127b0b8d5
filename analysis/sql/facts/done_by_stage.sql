-- At each stage: every opportunity that came as far, and what had been done in it up to and including that stage.
with uses as (
    select opportunity, strategy, least(coalesce(stage, 'prospect'::stage), 'final'::stage) as stage
    from paths
    where strategy is not null
),
stages as (
    select unnest(enum_range(null::stage))::stage as stage
)
select
    walks.opportunity, offered, stages.stage,
    coalesce(array_to_string(list_sort(list(distinct strategy::varchar) filter (where strategy is not null)), ', '), '') as strategies
from walks
join stages on stages.stage <= reached and stages.stage <> 'offer'
left join uses on uses.opportunity = walks.opportunity and uses.stage <= stages.stage
where not silent
group by walks.opportunity, offered, stages.stage
