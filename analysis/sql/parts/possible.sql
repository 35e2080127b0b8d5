-- For strategies that are possible once an opportunity: in how many they were, and in how many they were done.
with kinds as (
    select applied, screened, interviewed, final, offered, count(*) as opportunities
    from opportunities
    group by all
),
chances as (
    select rules.strategy, tip, sum(opportunities)::bigint as counted
    from kinds
    join rules on rule = 'done_when_possible' and (
        list_contains(stages, 'prospect')
        or applied and list_contains(stages, 'applied')
        or screened and list_contains(stages, 'screen')
        or interviewed and list_contains(stages, 'interview')
        or final and list_contains(stages, 'final')
        or offered and list_contains(stages, 'offer')
    )
    group by rules.strategy, tip
),
taken as (
    select strategy, tip, count(*) as kept from taken_chances group by strategy, tip
)
select strategy, tip, coalesce(kept, 0) as kept, counted, 0 as open
from chances
left join taken using (strategy, tip)
