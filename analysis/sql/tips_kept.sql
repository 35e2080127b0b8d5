-- Which tips do you keep?
with kept_by as (
    select * from kept_by_touch
    union all
    select * from kept_by_interview
    union all
    select * from kept_by_silence
    union all
    select * from kept_by_opportunity
    union all
    select * from kept_by_thread
    union all
    select * from kept_by_event
),
kept as (
    select strategy, tip, sum(kept)::bigint as kept, sum(counted)::bigint as counted, sum(open)::bigint as open
    from kept_by
    group by strategy, tip
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
left join kept using (strategy, tip)
left join rhythm using (strategy, tip)
