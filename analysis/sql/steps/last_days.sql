-- The day that counts for all later ones: the first past the horizon. None where the log has replies on an unknown day,
-- since these can have come on any day.
select case when coalesce(sum(undated), 0) = 0 then $within + 1 end as last_day
from reply_ages
