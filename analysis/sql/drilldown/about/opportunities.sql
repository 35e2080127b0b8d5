-- These opportunities, as a person would look them up in the log.
with every_opportunity as (
    select * from measured_opportunities
    union all by name
    select * from untouched_opportunities
)
select
    opportunity as key, company, role, touches, first_sent_on, last_sent_on,
    replied as answered, interviewed_on, offered_on, ended_on
from every_opportunity
where opportunity in (select unnest($keys))
