-- The replies that are rows of a file of events: to the touch that they name, or to the latest one of their thread.
with latest_touches as (
    select thread, sent_at, max(id) as id from sent where sent_at is not null group by thread, sent_at
),
-- A reply without a time came at the end of its day, after what was sent on that day.
received as (
    select *, case when timed then sent_at else sent_at::date + interval 1 day - interval 1 microsecond end as moment
    from keyed
    where event = 'reply'
)
select
    case when among is null then coalesce(named.id, latest.id) end as touch,
    coalesce(named.thread, received.thread) as thread,
    received.line,
    case when received.precision is distinct from 'by' then received.sent_at end as received_at,
    received.timed, received.kind,
    received.sent_at as received_by,
    among
from received
left join several_touches using (line)
left join named_touches as named on named.own_id = received.own_touch
asof left join latest_touches as latest on received.thread = latest.thread and received.moment >= latest.sent_at
