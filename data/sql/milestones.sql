-- What did each opportunity reach, and when? History only grows: a rejection never erases an interview.
create table milestones as
with from_stages as (
    select keyed.opportunity, keyed.line, stages.moment as reached_at, stages.timed, stages.kind, stages.label
    from stages join keyed using (line)
    where stages.reached
),
from_outcomes as (
    select
        opportunity, line, coalesce(outcome_at, replied_at) as reached_at,
        case when outcome_at is not null then outcome_timed else replied_timed end as timed,
        case outcome when 'rejection' then 'rejected' else outcome end as kind,
        null as label, contact as with_whom, null as precision
    from keyed
    where event = 'touch' and not event_rows and outcome in ('interview', 'offer', 'rejection', 'withdrawn')
),
as_events as (
    select opportunity, line, sent_at as reached_at, timed, kind, label, with_whom, precision
    from keyed
    where event = 'milestone'
),
from_applications as (
    select opportunity, line, sent_at as reached_at, timed, 'applied' as kind, null as label
    from sent
    where strategy = 'application'
        and line not in (select line from from_stages where kind = 'applied')
        and opportunity not in (select opportunity from as_events where kind = 'applied')
),
-- The date of a status says when it stands as it does, not when what it went through was reached.
standing as (
    select * from keyed where not event_rows
),
proven as (
    select opportunity, line, null::timestamp as reached_at, false as timed, proves as kind from standing where ended is not null
    union all
    select opportunity, line, status_at, status_timed, proves from standing where ended is null
    union all
    select opportunity, line, null, false, furthest from standing
    union all
    select opportunity, line, status_at, status_timed, ended from standing
),
from_status as (
    select opportunity, line, reached_at, timed, kind, null as label
    from proven
    where kind in ('screen', 'interview', 'final', 'offer', 'accepted', 'rejected', 'withdrawn')
        and not exists (
            select 1 from stages where stages.line = proven.line and stages.reached and stages.kind = proven.kind
        )
),
told as (
    select *, null as with_whom, null as precision from from_stages
    union all select * from from_outcomes
    union all select *, null, null from from_applications
    union all select *, null, null from from_status
    union all select * from as_events
),
-- The stage noted beside a touch proves that it was reached by then, where nothing else says when.
noted as (
    select
        opportunity, arg_min(line, (sent_at, line)) as line, min(sent_at) as reached_at, false as timed, stage::varchar as kind, null as label
    from sent
    where stage <> 'prospect'
        and not exists (
            select 1 from told where told.opportunity = sent.opportunity and told.kind = sent.stage::varchar
        )
    group by opportunity, stage
)
select
    opportunity, line, reached_at, kind::milestone as kind, label, with_whom,
    case
        when precision = 'by' then 'by'
        when reached_at is null then 'unknown'
        when timed then 'time'
        else 'day'
    end as precision
from told
union all
select opportunity, line, reached_at, kind::milestone, label, null, 'by' from noted
