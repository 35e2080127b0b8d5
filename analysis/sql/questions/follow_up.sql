-- When should you follow up, and when stop waiting?
with placed as (
    select reason, case when reason is null then day end as day, replied from silences
)
select
    reason,
    day,
    count(*) as units,
    count(*) filter (where replied) as replies,
    count(*) filter (where not replied) as silent,
    (sum(count(*) filter (where reason = 'answered on an unknown day')) over ())::bigint as undated
from placed
group by reason, day
