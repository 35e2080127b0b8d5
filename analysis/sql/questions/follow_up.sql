-- When should you follow up, and when stop waiting?
-- Beside every row are the sums over clusters, which show how similar the messages of a cluster are.
with clusters as (
    select
        count(*)::double as touches,
        count(*) filter (where replied and (undated or day <= $within))::double as replies
    from silences
    where reason is null
    group by cluster
),
sums as (
    select
        count(*)::double as clusters,
        sum(touches) as m,
        sum(replies) as y,
        sum(touches * touches) as mm,
        sum(touches * replies) as my,
        sum(replies * replies) as yy
    from clusters
),
days as (
    select
        reason,
        case when reason is null then day end as day,
        (reason is null and undated)::int as undated,
        case when reason is null and undated then coalesce(channel::varchar, 'unknown') end as channel,
        count(*) as units,
        count(*) filter (where replied) as replies,
        count(*) filter (where positive) as positive,
        count(*) filter (where rejection) as rejections,
        count(*) filter (where not replied) as silent
    from silences
    group by all
)
select days.*, sums.*
from days
cross join sums
