-- The milestones that follow from the status of a row, where no stage of the row records them. The date of a status is
-- the day on which it took effect, not the day on which earlier milestones were reached.
with rows_with_status as (
    select * from keyed where not event_rows
),
proven as (
    select opportunity, line, null::timestamp as reached_at, false as timed, proves as kind from rows_with_status where ended is not null
    union all
    select opportunity, line, status_at, status_timed, proves from rows_with_status where ended is null
    union all
    select opportunity, line, null, false, furthest from rows_with_status
    union all
    select opportunity, line, status_at, status_timed, ended from rows_with_status
)
select opportunity, line, reached_at, timed, kind, null as label
from proven
where kind in ('screen', 'interview', 'final', 'offer', 'accepted', 'rejected', 'withdrawn')
    and not exists (
        select 1 from stages where stages.line = proven.line and stages.reached and stages.kind = proven.kind
    )
