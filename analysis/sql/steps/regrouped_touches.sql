-- The chosen touches of opportunities in which the filters cut a group, each with its group and its subgroup.
select *
from named_touches
where opportunity in (select opportunity from placed_outcomes where cut)
