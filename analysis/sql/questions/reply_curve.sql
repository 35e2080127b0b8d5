-- How long do answers take?
-- A unit got a reply, or was last seen silent, `day` days after sending; an undated reply came by that day. Beside every row
-- are the sums over clusters, of its group and of all.
with days as (
    select
        name,
        reason,
        case when reason is null then day end as day,
        (reason is null and undated)::int as undated,
        case when reason is null and undated then coalesce(channel::varchar, 'unknown') end as channel,
        sum(n)::bigint as units,
        sum(if(replied, n, 0))::bigint as replies,
        sum(if(positive, n, 0))::bigint as positive,
        sum(if(rejection, n, 0))::bigint as rejections,
        sum(if(not replied, n, 0))::bigint as silent
    from unit_counts
    group by all
)
select
    days.*,
    clusters, m, y, mm, my, yy,
    all_clusters, all_m, all_y, all_mm, all_my, all_yy
from days
left join curve_sums using (name)
