-- Every opportunity with an offer, numbered by its date.
select *, dense_rank() over (order by offered_on nulls last, opportunity) as offer
from counted_opportunities
where offered
