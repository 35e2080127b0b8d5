-- The events of several clean logs as one log. The ids count on from file to file. An opportunity without a name is named
-- by company (or person, where no file has companies) and role, so that it is the same in all files; one that these do
-- not tell apart from others of its file stays in that file.
with naming as (
    select
        bool_or(role is not null) as roles,
        bool_or(company is not null or not unnamed) as places
    from events
),
unnamed_opportunities as (
    select
        number, opportunity,
        coalesce(min(client), '') as client,
        min(coalesce(company, case when not places then contact end)) as place,
        coalesce(min(role), '') as role,
        bool_and(
            coalesce(company, case when not places then contact end) is not null
            and (role is not null or not roles)
        ) as complete
    from events cross join naming
    where unnamed
    group by number, opportunity
),
own_names as (
    select number, opportunity, concat_ws(', ', place, nullif(role, '')) as name
    from unnamed_opportunities
    where complete
    qualify count(*) over (partition by number, lower(client), lower(place), lower(role)) = 1
)
select
    events.* exclude (unnamed, number, shift, turn)
    replace (
        id + shift as id,
        array_to_string(list_transform(string_split(touch, '+'), lambda own: (own::bigint + shift)::varchar), '+') as touch,
        case when unnamed then coalesce(own_names.name, concat(opportunity, ' (file ', number, ')')) else opportunity end as opportunity
    )
from events
left join own_names using (number, opportunity)
order by number, turn
