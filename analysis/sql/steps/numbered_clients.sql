-- The client of each opportunity as a number: one for all where the log is about one person.
with folded as (
    select opportunity, case when several_clients then coalesce(lower(client), '') end as person
    from measured_opportunities
    cross join client_numbers
),
people as (
    select person, row_number() over (order by person)::int as number
    from (select distinct person from folded)
)
select opportunity, number
from folded
join people on people.person is not distinct from folded.person
