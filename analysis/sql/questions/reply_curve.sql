-- How long do answers take?
-- A unit got a reply, or was last seen silent, `day` days after sending. A reply without a date says nothing about time.
with timed as (
    select name, coalesce(reason, case when undated then 'answered on an unknown day' end) as reason, day, replied, undated
    from units
),
placed as (
    select name, reason, case when reason is null then day end as day, replied, undated from timed
)
select
    name,
    reason,
    day,
    count(*) as units,
    count(*) filter (where replied) as replies,
    count(*) filter (where not replied) as silent,
    (sum(count(*) filter (where undated)) over ())::bigint as undated
from placed
group by name, reason, day
