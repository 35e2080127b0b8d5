-- The units that a reply rate counts, one by one.
select *, 1 as n
from units
