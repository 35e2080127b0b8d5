-- The client of each opportunity as a number: one for all where the log is about one person. `drawn`: those within whom
-- groups are compared, in an order that has nothing to do with them, until their touches are `$enough`, and fifty of them at least: fewer could never be told apart.
with folded as (
    select opportunity, touches, case when several_clients then coalesce(lower(client), '') end as name
    from measured_opportunities
    cross join client_numbers
),
people as (
    select
        name,
        row_number() over (order by name)::int as number,
        coalesce(sum(touches) over (drawing rows between unbounded preceding and 1 preceding), 0) < $enough
            or row_number() over drawing <= $fewest as drawn
    from (select name, sum(touches) as touches from folded group by name)
    window drawing as (order by md5(name), name)
)
select opportunity, number, drawn
from folded
join people on people.name is not distinct from folded.name
