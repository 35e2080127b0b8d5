-- Every answer that the log records, on the message it was noted on.
select touch, thread, line, kind, received_at, timed
from replies
order by touch, received_at, line
