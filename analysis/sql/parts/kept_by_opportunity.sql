-- Rules with one yes or no for each opportunity: done where it could be, done at the start, and a no respected.
with sent as (
    select opportunity, strategy::varchar as strategy, stage::varchar as stage, sent_at, sent_on, timed
    from measured
    where untimed is distinct from 'after the data date' and opportunity in (select opportunity from touches)
),
reached as (
    select
        opportunity, applied_on,
        [
            'prospect',
            case when applied then 'applied' end,
            case when screened then 'screen' end,
            case when interviewed then 'interview' end,
            case when final then 'final' end,
            case when offered then 'offer' end
        ] as stages
    from opportunities
),
-- A touch at an unknown stage counts as sent while it was possible.
possible as (
    select
        tips.strategy, tip, reached.opportunity,
        coalesce(bool_or(sent.strategy is not null and coalesce(list_contains(tips.stages, stage), true)), false) as kept
    from reached
    join tips on rule = 'done_when_possible' and list_has_any(tips.stages, reached.stages)
    left join sent on sent.opportunity = reached.opportunity and sent.strategy = tips.strategy
    group by tips.strategy, tip, reached.opportunity
),
firsts as (
    select opportunity, min(sent_at) as first_at from sent group by opportunity
),
starts as (
    select
        tips.strategy, tip, opportunity,
        min(sent_at) = any_value(first_at) or coalesce(min(sent_on) <= any_value(applied_on), false) as kept
    from sent
    join tips on rule = 'at_the_start' and sent.strategy = tips.strategy
    join firsts using (opportunity)
    join reached using (opportunity)
    group by tips.strategy, tip, opportunity
),
refusals as (
    select opportunity, reached_at as refused_at, precision = 'time' as timed
    from milestones
    where kind in ('rejected', 'withdrawn') and precision in ('day', 'time')
    union all
    select opportunity, answered_on::timestamp, false from measured where rejection and answered_on is not null
    union all
    select opportunity, sent_at, timed from measured where do_not_contact and touch_number is not null
),
first_refusals as (
    select opportunity, min(refused_at) as refused_at, arg_min(timed, refused_at) as timed
    from refusals
    group by opportunity
),
left_alone as (
    select
        tips.strategy, tip, no.opportunity,
        count(sent_at) <= 1 and coalesce(bool_and(sent.strategy = 'thank_you'), true) as kept
    from first_refusals as no
    join reached on reached.opportunity = no.opportunity
    join tips on rule = 'respects_no'
    left join sent
        on sent.opportunity = no.opportunity
        and case when sent.timed and no.timed then sent_at > refused_at else sent_on > refused_at::date end
    group by tips.strategy, tip, no.opportunity
)
select
    strategy, tip,
    count(*) filter (where kept) as kept, count(kept) as counted, 0 as open
from (select * from possible union all select * from starts union all select * from left_alone)
group by strategy, tip
