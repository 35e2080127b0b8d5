-- These touches, as a person would look them up in the log.
select
    id as key, line, sent_on, channel, strategy, stage, company, contact, role,
    replied as answered, replied_on as answered_on
from measured_touches
where id in (select unnest($keys))
