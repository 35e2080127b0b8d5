-- What does the log say of these touches?
select
    id as key, line, sent_on, channel, strategy, stage, company, contact, role,
    answered, answered_on
from measured
where id in (select unnest($keys))
