-- Which follow-up strategies get replies, at which stage?
select *
from reply_days
