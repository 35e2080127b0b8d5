-- How much was sent each week?
select
    date_trunc('week', sent_on)::date as week,
    coalesce(channel::varchar, 'unknown') as channel,
    count(*) as touches,
    count(*) filter (where replied) as answered
from selected_touches
where untimed is distinct from 'after the data date' and sent_on is not null
group by week, channel
