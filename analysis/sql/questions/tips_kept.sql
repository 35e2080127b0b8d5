-- Which tips do you keep?
with rhythms as (
    select strategy, tip, median(days) as days_between from selected_rhythm group by strategy, tip
)
select
    tips.strategy,
    tips.tip,
    list_filter(tips.needs, lambda need: not list_contains(log_columns.names, need)) as missing,
    coalesce(kept, 0) as kept,
    coalesce(counted, 0) as counted,
    coalesce(open, 0) as open,
    days_between
from tips
cross join log_columns
left join kept_rules using (strategy, tip)
left join rhythms using (strategy, tip)
