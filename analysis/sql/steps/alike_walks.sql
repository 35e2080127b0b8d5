-- Opportunities with the same kinds of touch in the same order, how many of them had an offer, and why some can't tell.
with described as (
    select
        case
            when not ordered then 'its touches or its offer have no date'
            when silent then 'no touch says what it was for'
        end as reason,
        path, offered
    from selected_walks
    union all
    -- Those in which nothing was sent before the offer, or before the end.
    select 'no touch says what it was for', null, offered
    from counted_opportunities
    where opportunity not in (select opportunity from selected_walks)
)
select
    reason,
    case when reason is null then string_split(path, ', ') end as kinds,
    count(*) as units,
    count(*) filter (where offered) as offers
from described
group by all
