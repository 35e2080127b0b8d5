-- What came before each offer?
-- The touches before the newest fifty, in order; the kinds of touch that most often came before one in the same order;
-- and in one row how many offers there are, what came before them, and the opportunities without one.
with newest as (
    select *, $names <> 'no' as named
    from offer_paths
    join numbered_offers using (opportunity, offer)
    order by offered_on desc nulls last, offer desc
    limit 50
),
others as (
    select count(*) as opportunities, count(*) filter (where had_interview) as interviews
    from counted_opportunities
    where not offered
)
select
    offer,
    case when named then newest.company end as company,
    case when named then newest.role end as role,
    case when named then newest.offered_on end as offered_on,
    days as offer_day,
    place as touch,
    case when named then sent_on end as sent_on,
    date_diff('day', first_on, sent_on) as day,
    case when place is not null then coalesce(channel::varchar, 'unknown') end as channel,
    case when place is not null then coalesce(strategy::varchar, 'unknown') end as strategy,
    case when place is not null then coalesce(stage::varchar, 'unknown') end as stage,
    path.replied as answered
from newest
left join selected_paths as path using (opportunity)
union all by name
(
    select kinds, count(*) as offers
    from offer_paths
    where kinds is not null
    group by kinds
    order by offers desc, kinds
    limit 3
)
union all by name
select
    count(offer) as offers, min(touches) as fewest_touches, max(touches) as most_touches,
    min(days) as fewest_days, max(days) as most_days,
    any_value(opportunities) as opportunities, any_value(interviews) as interviews
from others
left join offer_paths on true
