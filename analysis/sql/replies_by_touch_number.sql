-- Do second and third messages get answers?
-- A thread is tried again while it is silent. It ends with the answer, or with the last touch.
with placed as (
    select
        reason,
        case when reason is null then touch_number end as touch,
        answered,
        not answered and next_sent_on is null and date_diff('day', sent_on, $as_of) < $within as waiting
    from tries
)
select
    reason,
    touch,
    count(*) as units,
    count(*) filter (where answered) as replies,
    count(*) filter (where waiting) as waiting
from placed
group by reason, touch
