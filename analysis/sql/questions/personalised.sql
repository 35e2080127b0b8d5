-- Do personalised messages get more answers?
-- Messages at the same stage and in the same channel: each got a reply, or was last seen silent, `day` days after
-- sending, where one day counts for all later ones.
with messages as (
    select * replace (
        coalesce(reason, case when name = 'unknown' then 'not noted whether it was personalised' end) as reason
    )
    from unit_counts
),
days as (
    select
        reason,
        case when reason is null then name end as name,
        case when reason is null then stage end as stage,
        case when reason is null then channel end as channel,
        case when reason is null then least(day, last_day) end as day,
        (reason is null and undated)::int as undated,
        sum(n)::bigint as units,
        sum(if(replied, n, 0))::bigint as replies,
        sum(if(positive, n, 0))::bigint as positive,
        sum(if(rejection, n, 0))::bigint as rejections,
        sum(if(waiting, n, 0))::bigint as waiting
    from messages
    cross join last_days
    group by all
)
select
    reason, name,
    case when reason is null then coalesce(stage::varchar, 'unknown') end as stage,
    case when reason is null then coalesce(channel::varchar, 'unknown') end as channel,
    day, undated, units, replies, positive, rejections,
    units - replies as silent,
    waiting, clusters, m, y, mm, my, yy
from days
left join cluster_sums using (name)
