-- Which follow-up strategies came before interviews and offers?
with reply_counts as (
    select
        name, split,
        sum(if(reason is null, n, 0))::bigint as measured,
        sum(if(reason is null and replied and not undated and day <= $within, n, 0))::bigint as replies,
        sum(if(undated, n, 0))::bigint as undated
    from unit_counts
    where not unordered
    group by name, split
)
select
    name as strategy,
    split as stage,
    sum(touches)::bigint as touches,
    measured, replies, undated,
    count(*) as opportunities,
    -- Empty where this isn't asked: sums of nothing.
    sum(interviewed::int)::bigint as interviews,
    sum(further::int)::bigint as further,
    sum(offered::int)::bigint as offers,
    null as reason,
    null as units
from group_outcomes
left join reply_counts using (name, split)
group by all
union all by name
select 'undated' as reason, count(*) as units from selected_touches where unordered having count(*) > 0
