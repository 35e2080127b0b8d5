-- The touches that were sent, with the days of the previous and the next one in their thread.
create view keyed as
select entries.* exclude (opportunity), entries.opportunity as opportunity_name, keys.* exclude (line)
from entries
join keys using (line);

create table sent as
select
    id, line, opportunity, thread, person,
    sent_at, timed, written_at,
    try_cast(channel as channel) as channel,
    try_cast(strategy as strategy) as strategy,
    try_cast(stage as stage) as stage,
    row_number() over thread_in_time as place,
    lag(sent_at::date) over thread_in_time as previous_sent_on,
    lead(sent_at::date) over thread_in_time as next_sent_on
from keyed
where event = 'touch'
window thread_in_time as (partition by thread, sent_at is null order by sent_at, id)
