-- The opportunities in which this was done at this stage.
select null as id, opportunity, null as reason
from what_followed
where strategy = $strategy and stage = $stage
