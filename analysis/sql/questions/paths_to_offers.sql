-- What came before each offer?
with numbered as (
    select *, $names <> 'no' as named from numbered_offers
),
begun as (
    select opportunity, min(sent_on) as first_on from selected_paths where offered group by opportunity
)
select
    offer,
    case when named then numbered.company end as company,
    case when named then numbered.role end as role,
    case when named then numbered.offered_on end as offered_on,
    date_diff('day', first_on, numbered.offered_on) as offer_day,
    place as touch,
    case when named then sent_on end as sent_on,
    date_diff('day', first_on, sent_on) as day,
    case when place is not null then coalesce(channel::varchar, 'unknown') end as channel,
    case when place is not null then coalesce(strategy::varchar, 'unknown') end as strategy,
    case when place is not null then coalesce(stage::varchar, 'unknown') end as stage,
    path.replied as answered,
    null as opportunities,
    null as interviews
from numbered
left join selected_paths as path on path.opportunity = numbered.opportunity and path.offered
left join begun on begun.opportunity = numbered.opportunity
union all
-- The opportunities without an offer so far.
select
    null, null, null, null, null, null, null, null, null, null, null, null,
    count(*),
    count(*) filter (where had_interview)
from counted_opportunities
where not offered
