-- Which follow-ups went with more replies, interviews or offers, compared with the same situation without them?
select
    strategy::varchar as strategy, against, stage_before::varchar as stage, reason,
    count(*) as units,
    count(*) filter (where reached) as reached
from judged_acts
group by all
union all by name
select reason, count(*) as units
from selected_touches
join unjudged_opportunities using (opportunity)
where drawn and strategy is not null and strategy not in ('application', 'introduction', 'other')
group by reason
union all by name
-- The naive comparison: the opportunities in which it was done at any time, with all opportunities.
select strategy::varchar as strategy, 'ever' as against, count(*) as units, count(*) filter (where naive_reached) as reached
from selected_ever_done
join naive_outcomes using (opportunity)
group by strategy
union all by name
select 'ever' as against, count(*) as units, count(*) filter (where naive_reached) as reached
from naive_outcomes
