-- The first messages behind a rate.
select
    id, opportunity, replied as answered, undated, day, waiting,
    case when reason is null and stage >= 'interview'::stage then 'sent after an interview' else reason end as reason
from numbered_tries
where coalesce(channel::varchar, 'unknown') = $name and touch_number = 1
