-- The replies recorded on the row of a touch.
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
