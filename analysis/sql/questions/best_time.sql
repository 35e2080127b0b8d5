-- Does the day or the time of day matter?
-- By stage and channel, so that like is compared with like.
with counted as (
    select
        reason,
        case when reason is null then stage end as stage,
        case when reason is null then channel end as channel,
        case when reason is null then weekday end as weekday,
        case when reason is null then daypart end as daypart,
        case when reason is null then day end as day,
        (reason is null and undated)::int as undated,
        count(*) as units,
        count(*) filter (where replied) as replies,
        count(*) filter (where positive) as positive,
        count(*) filter (where rejection) as rejections
    from hours
    group by all
)
select
    reason,
    case when reason is null then coalesce(stage::varchar, 'unknown') end as stage,
    case when reason is null then coalesce(channel::varchar, 'unknown') end as channel,
    day_name as weekday,
    week_half,
    time_name as daypart,
    day_half,
    day, undated, units, replies, positive, rejections,
    units - replies as silent
from counted
left join hour_names on hour_names.weekday = counted.weekday and hour_names.daypart is not distinct from counted.daypart
