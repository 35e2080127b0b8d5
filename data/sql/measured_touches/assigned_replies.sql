-- Every reply with the touch that it belongs to: the one it was recorded on. For measuring time it is moved to a later touch
-- that was sent on a day before it. On the same day it stays, since a note often thanks for that very answer.
select touch as id, kind, received_on, received_by, false as moved
from known_replies
where not coalesce(next_sent_on < received_on, false)
union all
select
    case when latest.sent_on > late.sent_on then latest.id else late.touch end,
    late.kind, late.received_on, late.received_by, latest.sent_on > late.sent_on
from late_replies as late
asof join last_touches as latest on latest.thread = late.thread and late.received_on > latest.sent_on
