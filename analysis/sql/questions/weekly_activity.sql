-- How much was sent each week?
select
    date_trunc('week', sent_on)::date as week,
    coalesce(channel::varchar, 'unknown') as channel,
    count(*) as touches,
    count(*) filter (where reason is null) as measured,
    count(*) filter (where reason is null and replied and not undated and day <= $within) as answered,
    count(*) filter (where undated) as undated,
    null as reason,
    count(*) as units
from units
where reason is distinct from 'after the data date' and sent_on is not null
group by week, channel
union all by name
select 'undated' as reason, count(*) as units
from units
where reason is distinct from 'after the data date' and sent_on is null
having count(*) > 0
