-- The days with interviews, each with its stage. A second interview is at a later stage than the first.
with interviews as (
    select
        opportunity, reached_at::date as on_day,
        case
            when bool_or(kind = 'final') then 'final'
            when bool_or(kind = 'interview') then 'interview'
            else 'screen'
        end as kind
    from milestones
    where kind in ('screen', 'interview', 'final') and precision in ('day', 'time') and reached_at::date <= $as_of
    group by opportunity, on_day
)
select
    opportunity, on_day,
    case
        when kind = 'interview' and row_number() over (partition by opportunity, kind order by on_day) > 1 then 'final'
        else kind
    end as stage
from interviews
