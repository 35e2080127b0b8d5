-- Rules with one yes or no for each opportunity: done at the start, and a no respected.
with sent as (
    select opportunity, strategy::varchar as strategy, sent_at, sent_on, timed
    from measured
    where untimed is distinct from 'after the data date'
),
firsts as (
    select opportunity, min(sent_at) as first_at from sent group by opportunity
),
starts as (
    select
        opportunity, rules.strategy, tip,
        min(sent_at) = any_value(first_at) or coalesce(min(sent_on) <= any_value(applied_on), false) as kept
    from sent
    join rules on rule = 'at_the_start' and sent.strategy = rules.strategy
    join firsts using (opportunity)
    join opportunities using (opportunity)
    group by opportunity, rules.strategy, tip
),
refusals as (
    select opportunity, reached_at as refused_at, precision = 'time' as timed
    from milestones
    where kind in ('rejected', 'withdrawn') and precision in ('day', 'time') and reached_at::date <= $as_of
    union all
    select opportunity, answered_on::timestamp, false from measured where rejection and answered_on is not null
    union all
    select opportunity, sent_at, timed from measured where do_not_contact and touch_number is not null
),
first_refusals as (
    select opportunity, min(refused_at) as refused_at, arg_min(timed, refused_at) as timed
    from refusals
    where opportunity in (select opportunity from opportunities)
    group by opportunity
),
left_alone as (
    select
        no.opportunity, rules.strategy, tip,
        count(sent_at) <= 1 and coalesce(bool_and(sent.strategy = 'thank_you'), true) as kept
    from first_refusals as no
    join rules on rule = 'respects_no'
    left join sent
        on sent.opportunity = no.opportunity
        and case when sent.timed and no.timed then sent_at > refused_at else sent_on > refused_at::date end
    group by no.opportunity, rules.strategy, tip
)
select * from starts where kept is not null
union all
select * from left_alone
