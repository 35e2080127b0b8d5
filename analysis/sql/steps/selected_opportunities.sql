-- The opportunities with at least one touch that the filters choose, sent by the data date, each with its whole history.
select *
from measured_opportunities
where opportunity in (select opportunity from chosen_opportunities)
