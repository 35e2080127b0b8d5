-- The milestones that are outcomes of touches.
select
    opportunity, line, coalesce(outcome_at, replied_at) as reached_at,
    case when outcome_at is not null then outcome_timed else replied_timed end as timed,
    case outcome when 'rejection' then 'rejected' else outcome end as kind,
    null as label, contact as with_whom, null as precision
from keyed
where event = 'touch' and not event_rows and outcome in ('interview', 'offer', 'rejection', 'withdrawn')
