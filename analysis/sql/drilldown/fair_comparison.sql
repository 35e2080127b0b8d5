-- The opportunities in which this had been done by the landmark at which they are compared.
select null as id, opportunity, stage as compared_at, from_day as compared_from, reason
from comparisons
where strategy::varchar = $strategy
