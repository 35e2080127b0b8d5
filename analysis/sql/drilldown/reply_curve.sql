-- The units behind a reply curve.
select
    id, opportunity, coalesce(reason, case when undated then 'answered on an unknown day' end) as reason,
    replied as answered, undated, day, waiting
from units
where $name in (name, 'all')
