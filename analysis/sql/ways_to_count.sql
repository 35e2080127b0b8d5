-- Does it depend how you count what led to offers?
-- Opportunities with the same kinds of touch in the same order, and how many of them had an offer.
with walks as (
    select
        opportunity,
        offered,
        ordered,
        count(strategy) = 0 as silent,
        -- Each name behind its place in figures of one length, so that sorting by text is sorting by place.
        list_sort(
            list(lpad(place::varchar, 6, '0') || ' ' || strategy::varchar) filter (where strategy is not null)
        ) as places
    from paths
    group by opportunity, offered, ordered
),
described as (
    select
        case
            when not ordered then 'its touches or its offer have no date'
            when silent then 'no touch says what it was for'
        end as reason,
        regexp_replace(array_to_string(places, ', '), '[0-9]+ ', '', 'g') as path,
        offered
    from walks
)
select
    reason,
    case when reason is null then path end as path,
    count(*) as units,
    count(*) filter (where offered) as offers
from described
group by all
