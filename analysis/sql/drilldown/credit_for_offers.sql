-- The opportunities in which this had been done by this stage.
select null as id, opportunity, null as reason
from selected_done_by_stage
where stage = $stage::stage and list_contains(string_split(strategies, ', '), $strategy)
