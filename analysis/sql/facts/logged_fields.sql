-- How many details of a message that are known when it is sent were filled in on average, with a reply and without one: the
-- role, its text, whether it was personalised. Notes, names and columns of one's own may come with a reply. Empty unless ten
-- of both are known, and those with a reply have at least one more.
with fields as (
    select
        replied,
        (role is not null)::int + (message is not null)::int + (personalised is not null)::int as filled
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
    case when enough and fields_with - fields_without >= 1 then fields_with end as fields_with,
    case when enough and fields_with - fields_without >= 1 then fields_without end as fields_without
from averages
