-- What came before each offer?
with numbered as (
    select *, $names <> 'no' as named from numbered_offers
),
begun as (
    select opportunity, min(sent_on) as first_on from paths where offered group by opportunity
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
    paths.answered,
    null as opportunities,
    null as interviews
from numbered
left join paths on paths.opportunity = numbered.opportunity and paths.offered
left join begun on begun.opportunity = numbered.opportunity
union all
-- What there is besides: opportunities without an offer so far.
select
    null, null, null, null, null, null, null, null, null, null, null, null,
    count(*),
    count(*) filter (where screened or interviewed or final)
from opportunities
where not offered
