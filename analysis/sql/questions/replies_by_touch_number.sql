-- Do second and third messages get answers?
-- A thread is tried again while it is silent. It ends with a reply, or with the last touch.
select
    reason,
    case when reason is null then touch_number end as touch,
    count(*) as units,
    count(*) filter (where replied) as replies,
    count(*) filter (where waiting) as waiting
from tries
group by all
