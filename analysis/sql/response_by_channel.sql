-- Which channels get replies?
with clusters as (
    select
        name,
        cluster,
        count(*)::double as touches,
        count(*) filter (where answered and day <= $within)::double as replies
    from units
    where reason is null
    group by name, cluster
),
sums as (
    select
        name,
        count(*)::double as clusters,
        sum(touches) as m,
        sum(replies) as y,
        sum(touches * touches) as mm,
        sum(touches * replies) as my,
        sum(replies * replies) as yy
    from clusters
    group by name
),
days as (
    select
        name,
        reason,
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
left join sums using (name)
