-- The units behind a reply curve.
select
    id, opportunity, reason,
    replied as answered, undated, day, waiting
from units
where $name in (name, 'all')
