-- Strategies that are possible once per opportunity: in how many opportunities each was possible, and in how many done.
with kinds as (
    select applied, screened, interviewed, final, offered, count(*) as opportunities
    from selected_opportunities
    group by all
),
chances as (
    select strategy, tip, sum(opportunities)::bigint as counted
    from kinds
    join reachable using (applied, screened, interviewed, final, offered)
    group by strategy, tip
),
taken as (
    select strategy, tip, count(*) as kept from selected_taken_chances group by strategy, tip
)
select strategy, tip, coalesce(kept, 0) as kept, counted, 0 as open
from chances
left join taken using (strategy, tip)
