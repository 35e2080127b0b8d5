-- The chosen touches to people, or in opportunities, of which the filters cut a group, and those to nobody named.
select *
from subject_touches
where unit is null or unit in (select unit from placed_subjects where cut)
