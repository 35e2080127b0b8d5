-- The messages that came after a gap of this length.
select id, opportunity, reason, replied as answered, undated, day, waiting
from later_tries
left join gaps using (place)
where name = $name or name is null
