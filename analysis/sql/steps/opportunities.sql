-- The opportunities with at least one touch that the filters choose, each with its whole history.
select *
from opportunities
where opportunity in (select opportunity from touches)
