-- How long was each touch watched? It was answered, or last seen silent (the next one was sent, or the log ends), `day`
-- days after sending.
select
    id, opportunity, answered,
    coalesce(untimed, case when answered and answered_on is null then 'answered on an unknown day' end) as reason,
    date_diff('day', sent_on, coalesce(answered_on, least(next_sent_on, $as_of))) as day
from touches
