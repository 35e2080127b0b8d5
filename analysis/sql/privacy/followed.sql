-- The people behind what followed each strategy: in how many opportunities each used it, and what came after it.
select
    strategy as name,
    stage as split,
    case $of when 'client' then coalesce(lower(client), '') else opportunity::varchar end as subject,
    count(*) as units,
    count(*) filter (where what_followed.interviewed) as interviews,
    count(*) filter (where what_followed.further) as further,
    count(*) filter (where what_followed.offered) as offers
from what_followed
join selected_opportunities using (opportunity)
group by all
