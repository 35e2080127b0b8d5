-- Which messages came after such a gap?
select id, opportunity, reason, answered, undated, day, waiting
from later_tries
left join gaps using (place)
where name = $name or name is null
