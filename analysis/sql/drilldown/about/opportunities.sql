-- These opportunities, as a person would look them up in the log.
select
    opportunity as key, company, role, touches, first_sent_on, last_sent_on,
    replied as answered, interviewed_on, offered_on, ended_on
from measured_opportunities
where opportunity in (select unnest($keys))
