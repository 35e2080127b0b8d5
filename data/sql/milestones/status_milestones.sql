-- The milestones that follow from the status of a row, where nothing else on the row records them. The date of a status is
-- the day on which it took effect, not the day on which earlier milestones were reached; those that were reached at the
-- last update had been by then.
with rows_with_status as (
    select * from keyed where not event_rows
),
proven as (
    select opportunity, line, null::timestamp as reached_at, false as timed, proves as kind, null as precision
    from rows_with_status
    where ended is not null
    union all
    select opportunity, line, status_at, status_timed, proves, null from rows_with_status where ended is null
    union all
    select opportunity, line, null, false, unnest(string_split(status_steps::varchar, '+')), null from rows_with_status
    union all
    select
        opportunity, line, coalesce(status_at, changed_at), status_timed, ended,
        case when status_at is null and changed_at is not null then 'by' end
    from rows_with_status
)
select opportunity, line, reached_at, timed, kind, null as label, null as with_whom, precision
from proven
where kind in ('screen', 'interview', 'final', 'offer', 'accepted', 'rejected', 'withdrawn')
    and not exists (
        select 1 from stages where stages.line = proven.line and stages.reached and stages.kind = proven.kind
    )
    and not exists (
        select 1 from outcome_milestones as outcomes where outcomes.line = proven.line and outcomes.kind = proven.kind
    )
