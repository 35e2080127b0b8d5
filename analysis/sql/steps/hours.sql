-- Tries by weekday (Monday is 1) and part of the day (0 to 3). Days and times are those of the sender, as written.
select
    id, opportunity, thread, reason, stage, channel, day, replied, undated, positive, rejection, waiting,
    isodow(sent_on) as weekday,
    case when timed then (hour(sent_at) >= 9)::int + (hour(sent_at) >= 12)::int + (hour(sent_at) >= 17)::int end as daypart
from early_tries
