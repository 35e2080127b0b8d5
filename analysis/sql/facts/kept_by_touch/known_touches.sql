-- The touches known by the data date, with everything that rules compare. Words are compared without case and without
-- what is between them.
select
    channel, stage, strategy, coalesce(strategy::varchar, 'unknown') as sent_as, sent_on, personalised, accepted_at::date as accepted_on,
    lower(message) as message,
    ' ' || regexp_replace(lower(message), '[^\p{L}\p{M}\p{N}]+', ' ', 'g') || ' ' as said,
    len(list_filter(regexp_split_to_array(message, '\s+'), lambda word: word <> '')) as length,
    lower(trim(company)) as company,
    lower(trim(role)) as role,
    string_split(regexp_replace(lower(contact), '[^\p{L}\p{M}\p{N}]+', ' ', 'g'), ' ') as contact,
    days_without_reply, quiet_days, promised_on, seconds, dates, days_since_interview, days_to_arrival
from measured_touches
left join earlier using (id)
left join interviews_before using (id)
where untimed is distinct from 'after the data date'
