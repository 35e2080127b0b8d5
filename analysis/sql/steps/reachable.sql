-- Strategies that are possible once per opportunity, for each kind of opportunity in which they were.
with kinds as (
    select distinct applied, screened, interviewed, final, offered from selected_opportunities
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
