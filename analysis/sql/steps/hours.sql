-- Tries by weekday (Monday is 1) and part of the day (0 to 3). Days and times are those of the sender, as written, also
-- where a log holds several UTC offsets.
select
    id, opportunity, thread, reason, stage, channel, day, replied, undated, positive, rejection, waiting,
    isodow(clock) as weekday,
    case when timed then (hour(clock) >= 9)::int + (hour(clock) >= 12)::int + (hour(clock) >= 17)::int end as daypart
from (select *, coalesce(written_at[:19]::timestamp, sent_at) as clock from early_tries)
