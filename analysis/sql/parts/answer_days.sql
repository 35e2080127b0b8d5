-- For each group: how many units were answered, or last seen silent, on each day after sending; and beside every row
-- the sums over clusters (threads, people) that say how much alike the units of one cluster are.
with clusters as (
    select
        name, split, cluster,
        count(*)::double as touches,
        count(*) filter (where answered and day <= $within)::double as replies
    from units
    where reason is null
    group by name, split, cluster
),
sums as (
    select
        name, split,
        count(*)::double as clusters,
        sum(touches) as m,
        sum(replies) as y,
        sum(touches * touches) as mm,
        sum(touches * replies) as my,
        sum(replies * replies) as yy
    from clusters
    group by name, split
),
days as (
    select
        name, split, reason,
        case when reason is null then day end as day,
        count(*) as units,
        count(*) filter (where answered) as replies,
        count(*) filter (where positive) as positive,
        count(*) filter (where rejection) as rejections,
        count(*) filter (where not answered) as silent,
        count(*) filter (where waiting) as waiting
    from units
    group by all
)
select days.*, clusters, m, y, mm, my, yy
from days
left join sums using (name, split)
