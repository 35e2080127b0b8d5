-- How long each touch was watched: it got a reply, or was last seen silent (when the next one was sent, or the log ends),
-- `day` days after sending.
select
    id, opportunity, replied,
    coalesce(untimed, case when replied and replied_on is null then 'answered on an unknown day' end) as reason,
    date_diff('day', sent_on, coalesce(replied_on, least(next_sent_on, $as_of))) as day
from selected_touches
