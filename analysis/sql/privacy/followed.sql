-- The people behind what followed each strategy: in how many opportunities each used it, and what came after it.
select
    name, split,
    case $of when 'client' then coalesce(lower(client), '') else opportunity::varchar end as subject,
    count(*) as units,
    count(*) filter (where group_outcomes.interviewed) as interviews,
    count(*) filter (where group_outcomes.further) as further,
    count(*) filter (where group_outcomes.offered) as offers
from group_outcomes
join selected_opportunities using (opportunity)
group by all
