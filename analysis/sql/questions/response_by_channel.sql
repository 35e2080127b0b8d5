-- Which channels get replies?
select *
from reply_days
