-- The replies recorded on the row of a touch. What one said is what the row says of it, else of what came of it: a step
-- on an unknown day, or on a later one, was what the reply invited to.
with heard as (
    select
        *,
        coalesce(replied_at, outcome_at) as heard_at,
        has_interview(outcome_steps) as further
    from keyed
    where event = 'touch' and not event_rows
        and (
            replied or (replied_at is not null and coalesce(outcome not in ('none', 'open', 'bounced'), true))
            or outcome in ('reply', 'positive', 'interview', 'offer', 'rejection')
        )
),
steps as (
    select
        heard.line,
        bool_or(stages.kind in ('screen', 'interview', 'final', 'offer')) as led_on,
        bool_or(stages.kind = 'rejected') as refused
    from heard
    join stages on stages.line = heard.line and stages.reached
    where coalesce(stages.moment::date >= heard_at::date, true)
    group by heard.line
)
select
    id as touch, thread, line,
    case when further and replied_at is null then null else heard_at end as received_at,
    case when replied_at is not null then replied_timed else outcome_timed end as timed,
    case
        when replied_at < outcome_at and (further or outcome in ('positive', 'interview', 'offer')) then 'positive'
        when replied_at < outcome_at then 'reply'
        when further then 'interview'
        when outcome in ('positive', 'interview', 'offer', 'rejection') then outcome::varchar
        when led_on then 'interview'
        when refused then 'rejection'
        when status_reply <> 'none' then status_reply
        else 'reply'
    end as kind,
    heard_at as received_by
from heard
left join steps using (line)
