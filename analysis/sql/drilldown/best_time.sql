-- The messages sent on this day, or at this time.
select id, opportunity, reason, replied as answered, undated, day, waiting
from hours
left join hour_names on hour_names.weekday = hours.weekday and hour_names.daypart is not distinct from hours.daypart
where reason is not null or $name in (day_name, week_half, day_half, day_name || ', ' || time_name)
