-- The dates that were read from their texts join those written the ISO way.
update moments set moment = found.moment, timed = found.timed
from found
where found.field = moments.field and found.text = moments.text;
-- A column in which every time is midnight holds days, not times.
update moments set timed = false
where field in (
    select field from moments where moment is not null group by field having bool_and(moment = moment::date)
)
