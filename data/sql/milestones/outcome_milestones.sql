-- The milestones that are outcomes of touches. In a row of an application the day of a reply is not that of the interview
-- to which it invited.
with outcomes as (
    select
        *,
        case
            when outcome_steps is not null then string_split(outcome_steps::varchar, '+')
            when outcome = 'rejection' then ['rejected']
            when outcome in ('interview', 'offer', 'withdrawn') then [outcome::varchar]
        end as steps
    from keyed
    where event = 'touch' and not event_rows
        and (outcome in ('interview', 'offer', 'rejection', 'withdrawn') or outcome_steps is not null)
),
reached as (
    select *, unnest(steps) as kind_reached, generate_subscripts(steps, 1) = len(steps) as last_step from outcomes
)
select
    opportunity, line,
    case
        when not last_step then null
        when own_row and kind_reached in ('screen', 'interview', 'final') then outcome_at
        else coalesce(outcome_at, replied_at)
    end as reached_at,
    case when outcome_at is not null then outcome_timed else replied_timed end as timed,
    kind_reached as kind,
    null as label, contact as with_whom, null as precision
from reached
where not exists (
    select 1 from stages where stages.line = reached.line and stages.reached and stages.kind = reached.kind_reached
)
