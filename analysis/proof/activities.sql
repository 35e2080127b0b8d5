-- What was done to find work, for whom, on which day and with what result: each touch, and each interview.
with activities as (
    select * from touch_activities
    union all
    select * from interview_activities
)
select happened_at::date as day, line, what, company, role, contact, how, result
from activities
where client = $client or $client is null
order by happened_at nulls last, line, what
