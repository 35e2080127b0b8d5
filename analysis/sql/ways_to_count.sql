-- Does it depend how you count what led to offers?
-- Opportunities with the same kinds of touch in the same order, and how many of them had an offer.
with walks as (
    select
        opportunity,
        offered,
        ordered,
        count(strategy) = 0 as silent,
        list_sort(list((place, strategy)) filter (where strategy is not null)) as uses
    from paths
    group by opportunity, offered, ordered
),
described as (
    select
        case
            when not ordered then 'its touches or its offer have no date'
            when silent then 'no touch says what it was for'
        end as reason,
        array_to_string(list_transform(uses, lambda use: use[2]::varchar), ', ') as path,
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
