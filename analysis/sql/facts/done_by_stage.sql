-- Every opportunity at each stage that it came to, with what had been done in it up to and including that stage.
with uses as (
    select opportunity, strategy, least(coalesce(stage, 'prospect'::stage), 'final'::stage) as stage
    from paths
    where strategy is not null
),
every_stage as (
    select unnest(enum_range(null::stage))::stage as stage
)
select
    walks.opportunity, offered, every_stage.stage,
    coalesce(array_to_string(list_sort(list(distinct strategy::varchar) filter (where strategy is not null)), ', '), '') as strategies
from walks
join every_stage on every_stage.stage <= reached and every_stage.stage <> 'offer'
left join uses on uses.opportunity = walks.opportunity and uses.stage <= every_stage.stage
where not silent
group by walks.opportunity, offered, every_stage.stage
