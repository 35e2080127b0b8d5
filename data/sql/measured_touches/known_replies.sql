-- The replies known by the data date, each with the touch that it was recorded on.
select
    replies.touch, replies.among, replies.kind, replies.received_at::date as received_on,
    least(coalesce(replies.received_at, replies.received_by)::date, $as_of) as received_by,
    watched_touches.thread, watched_touches.sent_on, watched_touches.next_sent_on
from replies
left join watched_touches on watched_touches.id = replies.touch
where replies.received_at is null or replies.received_at::date <= $as_of
