-- For each group of units: the sums over clusters (threads, people, clients) that show how similar the units of a cluster are.
with clusters as (
    select
        name, split,
        count(*)::double as touches,
        count(*) filter (where replied and (undated or day <= $within))::double as replies
    from units
    where reason is null
    group by name, split, cluster
)
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
