-- Tries by weekday (Monday is 1) and part of the day (0 to 3).
select
    id, opportunity, client, cluster, drawn, reason, stage, channel, day, replied, undated, positive, rejection, waiting, weekday,
    (hour >= 9)::int + (hour >= 12)::int + (hour >= 17)::int as daypart
from early_tries
