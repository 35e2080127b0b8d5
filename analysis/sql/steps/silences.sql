-- How long each touch was watched: it got a reply, or was last seen silent (when the next one was sent, or the log ends),
-- `day` days after sending; an `undated` reply came by that day. Touches of one `cluster` (a thread; a client where there
-- are several) are alike.
select
    id, opportunity, channel,
    case when several_clients then hash(coalesce(lower(client), '')) else hash(thread) end as cluster,
    replied, positive, rejection,
    replied and replied_on is null as undated,
    case when untimed = 'after the data date' then untimed else coalesce(uncounted, untimed) end as reason,
    case
        when replied then greatest(0, date_diff('day', sent_on, coalesce(replied_on, replied_by)))
        else date_diff('day', sent_on, least(next_sent_on, $as_of))
    end as day
from selected_touches
cross join client_numbers
