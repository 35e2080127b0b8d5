-- Does the day or the time of day matter?
-- Days and times are those of the sender, as written; apart by stage and channel, so that like is compared with like.
with placed as (
    select
        reason, stage, channel, day, answered,
        isodow(sent_on) as weekday,
        case when timed then (hour(sent_at) >= 9)::int + (hour(sent_at) >= 12)::int + (hour(sent_at) >= 17)::int end as daypart
    from early_tries
),
counted as (
    select
        reason,
        case when reason is null then stage end as stage,
        case when reason is null then channel end as channel,
        case when reason is null then weekday end as weekday,
        case when reason is null then daypart end as daypart,
        case when reason is null then day end as day,
        count(*) as units,
        count(*) filter (where answered) as replies
    from placed
    group by all
)
select
    reason,
    case when reason is null then coalesce(stage::varchar, 'unknown') end as stage,
    case when reason is null then coalesce(channel::varchar, 'unknown') end as channel,
    ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][weekday] as weekday,
    case when weekday <= 4 then 'Monday–Thursday' when weekday >= 5 then 'Friday–Sunday' end as week_half,
    ['before 9', '9 to 12', '12 to 17', 'after 17'][1 + daypart] as daypart,
    case when daypart <= 1 then 'before noon' when daypart >= 2 then 'after noon' end as day_half,
    day, units, replies,
    units - replies as silent
from counted
