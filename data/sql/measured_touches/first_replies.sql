-- The place of the first touch with a reply in each thread.
select thread, min(place) as first_replied
from reply_summaries
join watched_touches using (id)
where untimed is null
group by thread
