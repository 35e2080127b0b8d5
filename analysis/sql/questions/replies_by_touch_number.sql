-- Do second and third messages get answers?
-- A thread is tried again while it is silent. It ends with a reply, or with the last touch. Beside every row are the sums
-- over clusters, which show how similar the messages of a cluster are.
with clusters as (
    select
        touch_number as touch,
        count(*)::double as touches,
        count(*) filter (where replied and (undated or day <= $within))::double as replies
    from numbered_tries
    where reason is null
    group by touch_number, cluster
),
sums as (
    select
        touch,
        count(*)::double as clusters,
        sum(touches) as m,
        sum(replies) as y,
        sum(touches * touches) as mm,
        sum(touches * replies) as my,
        sum(replies * replies) as yy
    from clusters
    group by touch
),
days as (
    select
        reason,
        case when reason is null then touch_number end as touch,
        case when reason is null then day end as day,
        (reason is null and undated)::int as undated,
        case when reason is null and undated then coalesce(channel::varchar, 'unknown') end as channel,
        count(*) as units,
        count(*) filter (where replied) as replies,
        count(*) filter (where positive) as positive,
        count(*) filter (where rejection) as rejections,
        count(*) filter (where not replied) as silent,
        count(*) filter (where waiting) as waiting
    from numbered_tries
    group by all
)
select days.*, several_clients, clusters, m, y, mm, my, yy
from days
cross join client_numbers
left join sums using (touch)
