-- How much was sent each week?
select
    week,
    coalesce(channel::varchar, 'unknown') as channel,
    sum(n)::bigint as touches,
    sum(if(reason is null, n, 0))::bigint as measured,
    sum(if(reason is null and replied and not undated and day <= $within, n, 0))::bigint as answered,
    sum(if(undated, n, 0))::bigint as undated,
    null as reason,
    sum(n)::bigint as units
from unit_counts
where reason is distinct from 'after the data date' and week is not null
group by week, channel
union all by name
select 'undated' as reason, sum(n)::bigint as units
from unit_counts
where reason is distinct from 'after the data date' and week is null
having sum(n) > 0
