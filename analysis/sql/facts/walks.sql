-- The strategies on each path, in order.
select
    opportunity, offered, reached, ordered,
    count(strategy) = 0 as silent,
    coalesce(string_agg(strategy::varchar, ', ' order by place), '') as path
from paths
group by opportunity, offered, reached, ordered
