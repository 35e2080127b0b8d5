-- Where the comparison of an opportunity starts at each stage, and when something was decided after it. What is done by
-- the landmark counts as done, and only what is still undecided then is compared; thank-you notes have their own landmark.
with stage_days as (
    select opportunity, 'prospect' as stage, 'any' as clock, first_sent_on as from_day, first_sent_on + 14 as landmark
    from measured_opportunities
    where first_sent_on < coalesce(applied_on, $as_of)
    union all
    select opportunity, 'applied', 'any', applied_on, applied_on + 14
    from measured_opportunities
    where applied_on is not null
    union all
    select opportunity, stage, 'any', on_day, on_day + 3 from rounds
    union all
    select opportunity, stage, 'thank_you', on_day, on_day + 1 from rounds
)
select
    stage_days.opportunity, stage, clock, from_day, landmark,
    min(on_day) as decided_on,
    min(on_day) filter (
        where on_day > landmark and kind in ('screen', 'interview', 'final', 'offer', 'accepted')
    ) as further_on,
    min(on_day) filter (where on_day > landmark and kind in ('offer', 'accepted')) as offered_on
from stage_days
left join decisions on decisions.opportunity = stage_days.opportunity and on_day > from_day
group by all
