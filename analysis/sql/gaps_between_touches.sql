-- How long to wait between messages?
-- Second and later touches to people still silent, by the days since the touch before, apart by stage and channel, so
-- that like is compared with like.
with later as (
    select *, date_diff('day', previous_sent_on, sent_on) as gap
    from early_tries
    where coalesce(touch_number, 2) >= 2
),
named as (
    select
        reason, stage, channel, thread, day, answered, positive, rejection, waiting,
        (gap > 2)::int + (gap > 5)::int + (gap > 9)::int + (gap > 14)::int as place
    from later
),
clusters as (
    select
        place,
        count(*)::double as touches,
        count(*) filter (where answered and day <= $within)::double as replies
    from named
    where reason is null
    group by place, thread
),
sums as (
    select
        place,
        count(*)::double as clusters,
        sum(touches) as m,
        sum(replies) as y,
        sum(touches * touches) as mm,
        sum(touches * replies) as my,
        sum(replies * replies) as yy
    from clusters
    group by place
),
days as (
    select
        reason,
        case when reason is null then place end as place,
        case when reason is null then stage end as stage,
        case when reason is null then channel end as channel,
        case when reason is null then day end as day,
        count(*) as units,
        count(*) filter (where answered) as replies,
        count(*) filter (where positive) as positive,
        count(*) filter (where rejection) as rejections,
        count(*) filter (where waiting) as waiting
    from named
    group by all
)
select
    ['2 days or less', '3–5 days', '6–9 days', '10–14 days', '15 days or more'][1 + place] as name,
    case when reason is null then coalesce(stage::varchar, 'unknown') end as stage,
    case when reason is null then coalesce(channel::varchar, 'unknown') end as channel,
    reason, day, units, replies, positive, rejections,
    units - replies as silent,
    waiting, clusters, m, y, mm, my, yy
from days
left join sums using (place)
