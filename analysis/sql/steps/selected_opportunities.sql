-- The opportunities with at least one touch that the filters choose, each with its whole history.
select *
from measured_opportunities
where opportunity in (select opportunity from selected_touches)
