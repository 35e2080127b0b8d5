-- Who is behind the totals: everybody with an opportunity, with how many, and what these reached?
select
    'all' as name,
    'unknown' as split,
    case $of when 'client' then coalesce(lower(client), '') else opportunity::varchar end as subject,
    count(*) as units,
    count(*) filter (where screened or interviewed or final) as interviews,
    count(*) filter (where offered) as offers
from opportunities
group by all
