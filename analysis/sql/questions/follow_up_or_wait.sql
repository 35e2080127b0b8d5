-- Does following up help, and after how many days of silence?
select
    band, reason,
    count(*) as units,
    count(*) filter (where reached) as reached
from broken_silences
group by all
union all by name
select reason, count(*) as units
from selected_touches
join unjudged_opportunities using (opportunity)
where drawn and touch_number is distinct from 1
group by reason
