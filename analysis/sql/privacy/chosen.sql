-- Which touches belong to the opportunities that the filters choose?
select id
from measured
where opportunity in (select opportunity from touches)
