-- How long each touch was watched: until the next one in its thread, if that was sent by the data date.
select
    id, thread, place, previous_sent_on,
    sent_at::date as sent_on,
    case when next_sent_on <= $as_of then next_sent_on end as next_sent_on,
    case
        when sent_at is null then 'undated'
        when sent_at::date > $as_of then 'after the data date'
    end as untimed
from sent
