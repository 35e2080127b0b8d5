-- Which channels get replies?
select *
from answer_days
