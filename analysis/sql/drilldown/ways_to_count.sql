-- The opportunities in which this was done before the offer, or before the end.
select null as id, opportunity, case when not ordered then 'its touches or its offer have no date' end as reason
from selected_walks
where list_contains(string_split(path, ', '), $strategy)
