-- For each offer how many touches came before it, in how many days, and their kinds in order where the order is known.
select
    opportunity, offer,
    count(path.id) as touches,
    min(path.sent_on) as first_on,
    date_diff('day', min(path.sent_on), numbered.offered_on) as days,
    case when bool_and(ordered) then
        string_agg(coalesce(path.strategy::varchar, 'unknown'), ', ' order by place)
    end as kinds
from numbered_offers as numbered
left join selected_paths as path using (opportunity)
group by opportunity, offer, numbered.offered_on
