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
    where stages.reached
        and stages.kind in ('screen', 'interview', 'final', 'offer', 'rejected')
        and keyed.id not in (select touch from on_touches)
    qualify row_number() over (partition by keyed.id order by stages.moment nulls last) = 1
),
from_status as (
    select id as touch, thread, line, status_at as received_at, status_timed as timed, answer as kind
    from keyed
    where event = 'touch' and answer is not null
        and id not in (select touch from on_touches union all select touch from from_stages)
),
as_events as (
    select
        coalesce(keyed.touch, earlier.id) as touch,
        coalesce(named.thread, keyed.thread) as thread,
        keyed.line, keyed.sent_at as received_at, keyed.timed, coalesce(keyed.kind, 'reply') as kind
    from keyed
    left join touches as named on named.id = keyed.touch
    asof left join (select * from touches where sent_at is not null) as earlier
        on keyed.thread = earlier.thread and keyed.sent_at >= earlier.sent_at
    where keyed.event = 'reply'
)
select * from on_touches
union all select * from from_stages
union all select * from from_status
union all select * from as_events
