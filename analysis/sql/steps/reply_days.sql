-- For each group: how many units got a reply, or were last seen silent, on each day after sending, where one day counts for
-- all later ones; those with a reply on an unknown day apart, by channel; and beside every row the sums over clusters, and what
-- the whole log is like: of several clients, or with more noted where a reply came.
with days as (
    select
        name, split, reason,
        case when reason is null then least(day, last_day) end as day,
        (reason is null and undated)::int as undated,
        case when reason is null and undated then coalesce(channel::varchar, 'unknown') end as channel,
        sum(n)::bigint as units,
        sum(if(replied, n, 0))::bigint as replies,
        sum(if(positive, n, 0))::bigint as positive,
        sum(if(rejection, n, 0))::bigint as rejections,
        sum(if(waiting, n, 0))::bigint as waiting,
        sum(if(old, n, 0))::bigint as old,
        sum(if(old and replied and not undated and day <= $within, n, 0))::bigint as old_replies
    from unit_counts
    cross join last_days
    group by all
)
select
    days.*, units - replies as silent, clusters, m, y, mm, my, yy, several_clients, fields_with, fields_without
from days
cross join client_numbers
cross join logged_fields
left join cluster_sums using (name, split)
