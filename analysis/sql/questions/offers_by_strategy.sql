-- Which follow-up strategies came before interviews and offers?
with reply_counts as (
    select
        name, split,
        count(*) filter (where reason is null) as measured,
        count(*) filter (where reason is null and replied and not undated and day <= $within) as replies,
        count(*) filter (where undated) as undated
    from units
    where id not in (select id from unordered_touches)
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
select 'undated' as reason, count(*) as units from unordered_touches having count(*) > 0
