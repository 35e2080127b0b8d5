-- How long to wait between messages?
-- Second and later touches to people who are still silent, by the days since the previous touch, by stage and channel, so
-- that like is compared with like.
with clusters as (
    select
        place,
        count(*)::double as touches,
        count(*) filter (where replied and (undated or day <= $within))::double as replies
    from later_tries
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
        (reason is null and undated)::int as undated,
        count(*) as units,
        count(*) filter (where replied) as replies,
        count(*) filter (where positive) as positive,
        count(*) filter (where rejection) as rejections,
        count(*) filter (where waiting) as waiting
    from later_tries
    group by all
)
select
    name,
    case when reason is null then coalesce(stage::varchar, 'unknown') end as stage,
    case when reason is null then coalesce(channel::varchar, 'unknown') end as channel,
    reason, day, undated, units, replies, positive, rejections,
    units - replies as silent,
    waiting, clusters, m, y, mm, my, yy
from days
left join sums using (place)
left join gaps using (place)
