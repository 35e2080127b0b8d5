-- Which answers came, and to which touch was each recorded?
create table replies as
with on_touches as (
    select
        id as touch, thread, line,
        coalesce(replied_at, outcome_at) as received_at,
        case when replied_at is not null then replied_timed else outcome_timed end as timed,
        case
            when replied_at < outcome_at and outcome in ('positive', 'interview', 'offer') then 'positive'
            when replied_at < outcome_at then 'reply'
            when outcome in ('positive', 'interview', 'offer', 'rejection') then outcome
            else 'reply'
        end as kind
    from keyed
    where event = 'touch' and not event_rows
        and (replied or replied_at is not null or outcome in ('reply', 'positive', 'interview', 'offer', 'rejection'))
),
from_stages as (
    select
        keyed.id as touch, keyed.thread, keyed.line,
        stages.moment as received_at, stages.timed,
        case stages.kind when 'offer' then 'offer' when 'rejected' then 'rejection' else 'interview' end as kind
    from keyed
    join stages using (line)
    where stages.reached and keyed.event = 'touch'
        and stages.kind in ('screen', 'interview', 'final', 'offer', 'rejected')
        and keyed.id not in (select touch from on_touches)
    qualify row_number() over (partition by keyed.id order by stages.moment nulls last) = 1
),
from_status as (
    select id as touch, thread, line, status_at as received_at, status_timed as timed, answer as kind
    from keyed
    where event = 'touch' and not event_rows and answer <> 'none'
        and id not in (select touch from on_touches union all select touch from from_stages)
),
named as (
    select own_id, min(id) as id, arg_min(thread, id) as thread
    from keyed
    where event = 'touch' and own_id is not null
    group by own_id
),
latest as (
    select thread, sent_at, max(id) as id from sent where sent_at is not null group by thread, sent_at
),
-- A reply without a time came at the end of its day, after what was sent on that day.
received as (
    select *, case when timed then sent_at else sent_at::date + interval 1 day - interval 1 microsecond end as moment
    from keyed
    where event = 'reply'
),
as_events as (
    select
        coalesce(named.id, latest.id) as touch,
        coalesce(named.thread, received.thread) as thread,
        received.line, received.sent_at as received_at, received.timed, received.kind
    from received
    left join named on named.own_id = received.own_touch
    asof left join latest on received.thread = latest.thread and received.moment >= latest.sent_at
)
select * from on_touches
union all select * from from_stages
union all select * from from_status
union all select * from as_events
