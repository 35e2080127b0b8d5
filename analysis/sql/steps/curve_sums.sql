-- For each group of units, and (`all_…`) for all of them together: the sums over clusters that show how similar the units of
-- a cluster are. A cluster can have units in several groups.
with parts as (
    select
        name, cluster,
        count(*)::double as touches,
        count(*) filter (where replied and (undated or day <= $within))::double as replies
    from units
    where reason is null
    group by name, cluster
),
wholes as (
    select name, touches, replies from parts
    union all
    select null, sum(touches), sum(replies) from parts group by cluster
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
    from wholes
    group by name
)
select
    own.*,
    together.clusters as all_clusters, together.m as all_m, together.y as all_y,
    together.mm as all_mm, together.my as all_my, together.yy as all_yy
from sums as own
join sums as together on together.name is null
where own.name is not null
