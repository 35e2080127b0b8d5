-- How well do you follow the playbook?
with reply_counts as (
    select
        name as strategy,
        sum(n)::bigint as n,
        sum(if(replied and not undated and day <= $within, n, 0))::bigint as replies,
        sum(if(undated, n, 0))::bigint as undated,
        sum(if(waiting, n, 0))::bigint as waiting
    from unit_counts
    where reason is null
    group by name
),
results as (
    select
        name as strategy,
        count(*) as opportunities,
        count(*) filter (where further) as further,
        count(*) filter (where offered) as offers
    from group_outcomes
    group by name
)
select
    tips.strategy,
    list_filter(tips.needs, lambda need: not list_contains(log_columns.names, need)) as missing,
    coalesce(kept, 0) as done,
    coalesce(counted, 0) as possible,
    coalesce(open, 0) as open,
    n, replies, undated, waiting,
    opportunities, further, offers
from tips
cross join log_columns
left join kept_rules using (strategy, tip)
left join reply_counts using (strategy)
left join results using (strategy)
