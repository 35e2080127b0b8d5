-- The chosen touches, each with its group and its subgroup.
select *
from named_touches
