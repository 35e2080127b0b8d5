-- The moments that were read from the other texts, and those in UTC by the clock of the log.
update moments set moment = found.moment, timed = found.timed, written = found.written
from found
where found.field = moments.field and found.text = moments.text;

update moments set moment = iso(text) where getvariable('utc_shift') <> 0 and moment is not null and text like '%Z' and iso(text) is not null
