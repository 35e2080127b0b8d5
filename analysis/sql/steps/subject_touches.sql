-- The selected touches to people or in opportunities, where these are counted: each is of one such unit in its group.
select *, case $per when 'contact' then person else opportunity end as unit
from named_touches
where $per <> 'message'
