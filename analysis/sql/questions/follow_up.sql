-- When should you follow up, and when stop waiting?
with placed as (
    select reason, case when reason is null then day end as day, answered from silences
)
select
    reason,
    day,
    count(*) as units,
    count(*) filter (where answered) as replies,
    count(*) filter (where not answered) as silent,
    (sum(count(*) filter (where reason = 'answered on an unknown day')) over ())::bigint as undated
from placed
group by reason, day
