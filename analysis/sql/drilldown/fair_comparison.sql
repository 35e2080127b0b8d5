-- The opportunities in which this had been done by the landmark at which they are compared.
select
    null as id, opportunity, stage as compared_at, from_day as compared_from,
    case
        when decided_on <= landmark then 'decided before it could be compared'
        when $as_of < landmark + $days then 'too young to judge'
    end as reason
from selected_done_by_landmark
where strategy::varchar = $strategy
