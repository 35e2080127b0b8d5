-- The names of the gaps between two touches, shortest first.
select
    generate_subscripts(names, 1) - 1 as place,
    unnest(names) as name
from (select ['2 days or less', '3–5 days', '6–9 days', '10–14 days', '15 days or more'] as names)
