-- The milestones of each opportunity in order. The result of one is the next that was reached; another application of
-- your own is none.
select
    opportunity, line, kind::varchar as kind, with_whom, precision,
    case when precision <> 'by' then reached_at end as happened_at,
    lead(case when kind <> 'applied' then kind::varchar end ignore nulls) over opportunity_in_time as result,
    lead(case when kind <> 'applied' then reached_at end ignore nulls) over opportunity_in_time as result_at
from milestones
where reached_at is not null
window opportunity_in_time as (partition by opportunity order by reached_at, kind, line)
