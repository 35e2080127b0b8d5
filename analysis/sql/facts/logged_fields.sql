-- How many fields of a message were filled in on average, with a reply and without one: whom it went to, for which role, its
-- text, notes, whether it was personalised, and columns of one's own. What only a reply brings is none of them. Empty unless
-- ten of both are known, and those with a reply have at least 1.5 more.
with fields as (
    select
        replied,
        (contact is not null)::int + (role is not null)::int + (message is not null)::int + (notes is not null)::int
        + (personalised is not null)::int
        + len(list_filter(map_values(extra), lambda text: trim(coalesce(text, '')) <> '')) as filled
    from measured_touches
    where uncounted is null and untimed is distinct from 'after the data date'
),
averages as (
    select
        avg(filled) filter (where replied) as fields_with,
        avg(filled) filter (where not replied) as fields_without,
        least(count(*) filter (where replied), count(*) filter (where not replied)) >= 10 as enough
    from fields
)
select
    case when enough and fields_with - fields_without >= 1.5 then fields_with end as fields_with,
    case when enough and fields_with - fields_without >= 1.5 then fields_without end as fields_without
from averages
