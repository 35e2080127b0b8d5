-- Does following up help, and after how many days of silence?
select
    band, reason,
    count(*) as units,
    count(*) filter (where reached) as reached
from broken_silences
group by all
union all by name
select 'a message there has no date' as reason, count(*) as units
from selected_touches
where opportunity in (select opportunity from measured_touches where untimed = 'undated')
having count(*) > 0
