-- The opportunities in which this was done at this stage.
select null as id, opportunity, null as reason
from group_outcomes
where name = $strategy and split = $stage
