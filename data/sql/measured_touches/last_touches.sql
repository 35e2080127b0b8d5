-- The last touch of each day in the threads with a late reply.
select thread, sent_on, max_by(id, place) as id
from watched_touches
where untimed is null and thread in (select thread from late_replies)
group by thread, sent_on
