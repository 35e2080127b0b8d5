-- The people behind the totals: how many opportunities each has, and what these reached.
select
    'all' as name,
    'unknown' as split,
    case $of when 'client' then coalesce(lower(client), '') else opportunity::varchar end as subject,
    count(*) as units,
    count(*) filter (where had_interview) as interviews,
    count(*) filter (where offered) as offers
from counted_opportunities
group by all
