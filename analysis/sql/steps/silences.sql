-- How long each touch was watched: it got a reply, or was last seen silent (when the next one was sent, or the log ends),
-- `day` days after sending; an `undated` reply came by that day. Touches of one `cluster` (a thread; a client where there
-- are several) are alike.
select
    id, opportunity, channel, cluster, drawn, replied, positive, rejection, undated, day,
    case when untimed = 'after the data date' then untimed else coalesce(uncounted, untimed) end as reason
from selected_touches
