-- The touches of the opportunities that the filters choose.
select id
from measured_touches
where opportunity in (select opportunity from selected_touches)
