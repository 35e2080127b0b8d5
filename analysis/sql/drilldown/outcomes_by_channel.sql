-- The opportunities in which this channel was used.
select null as id, opportunity, null as reason
from group_outcomes
where name = $name
