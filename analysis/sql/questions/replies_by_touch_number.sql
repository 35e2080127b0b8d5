-- Do second and third messages get answers?
-- A thread is tried again while it is silent. It ends with the answer, or with the last touch.
select
    reason,
    case when reason is null then touch_number end as touch,
    count(*) as units,
    count(*) filter (where answered) as replies,
    count(*) filter (where waiting) as waiting
from tries
group by all
