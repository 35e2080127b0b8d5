-- The opportunities at the landmark at which they are compared: each once, without a strategy, and once more for each
-- strategy that had been done by then. `reason` says why one can't be compared.
with at_landmark as (
    select * from selected_starts
    union all by name
    select * from selected_done_by_landmark
)
select
    *,
    case
        when decided_on <= landmark then 'decided before it could be compared'
        when $as_of < landmark + $days then 'too young to judge'
    end as reason
from at_landmark
