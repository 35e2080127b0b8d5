-- The touches sent in this week, by this channel.
select id, opportunity, case when untimed = 'after the data date' then untimed end as reason
from selected_touches
where date_trunc('week', sent_on)::date = $week::date and coalesce(channel::varchar, 'unknown') = $channel
