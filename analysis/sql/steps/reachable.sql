-- Which strategies of those that are possible once an opportunity were so, by what an opportunity reached.
with kinds as (
    select distinct applied, screened, interviewed, final, offered from opportunities
)
select kinds.*, strategy, tip
from kinds
join rules on rule = 'done_when_possible' and (
    list_contains(stages, 'prospect')
    or applied and list_contains(stages, 'applied')
    or screened and list_contains(stages, 'screen')
    or interviewed and list_contains(stages, 'interview')
    or final and list_contains(stages, 'final')
    or offered and list_contains(stages, 'offer')
)
