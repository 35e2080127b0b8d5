-- The milestones of each opportunity in order. The result of one is the next that was reached.
select
    opportunity, line, kind::varchar as kind, with_whom, precision,
    case when precision <> 'by' then reached_at end as happened_at,
    lead(kind::varchar) over opportunity_in_time as result,
    lead(reached_at) over opportunity_in_time as result_at
from milestones
where reached_at is not null
window opportunity_in_time as (partition by opportunity order by reached_at, kind, line)
