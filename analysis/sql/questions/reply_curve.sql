-- How long do answers take?
-- A unit got a reply, or was last seen silent, `day` days after sending; an undated reply came by that day.
select
    name,
    reason,
    case when reason is null then day end as day,
    (reason is null and undated)::int as undated,
    case when reason is null and undated then coalesce(channel::varchar, 'unknown') end as channel,
    count(*) as units,
    count(*) filter (where replied) as replies,
    count(*) filter (where positive) as positive,
    count(*) filter (where rejection) as rejections,
    count(*) filter (where not replied) as silent
from units
group by all
