-- Rules with one yes or no for each opportunity: done at the start, and a no respected.
with known_touches as (
    select opportunity, strategy::varchar as strategy, sent_at, sent_on, timed
    from measured_touches
    where untimed is distinct from 'after the data date'
),
first_touches as (
    select opportunity, min(sent_at) as first_at from known_touches group by opportunity
),
done_at_start as (
    select
        opportunity, rules.strategy, tip,
        min(sent_at) = any_value(first_at) or coalesce(min(sent_on) <= any_value(applied_on), false) as kept
    from known_touches
    join rules on rule = 'at_the_start' and known_touches.strategy = rules.strategy
    join first_touches using (opportunity)
    join measured_opportunities using (opportunity)
    group by opportunity, rules.strategy, tip
),
refusals as (
    select opportunity, reached_at as refused_at, precision = 'time' as timed
    from milestones
    where kind in ('rejected', 'withdrawn') and precision in ('day', 'time') and reached_at::date <= $as_of
    union all
    select opportunity, replied_on::timestamp, false from measured_touches where rejection and replied_on is not null
    union all
    select opportunity, sent_at, timed from measured_touches where do_not_contact and touch_number is not null
),
first_refusals as (
    select opportunity, min(refused_at) as refused_at, arg_min(timed, refused_at) as timed
    from refusals
    where opportunity in (select opportunity from measured_opportunities)
    group by opportunity
),
respected as (
    select
        no.opportunity, rules.strategy, tip,
        count(sent_at) <= 1 and coalesce(bool_and(touch.strategy = 'thank_you'), true) as kept
    from first_refusals as no
    join rules on rule = 'respects_no'
    left join known_touches as touch
        on touch.opportunity = no.opportunity
        and case when touch.timed and no.timed then sent_at > refused_at else sent_on > refused_at::date end
    group by no.opportunity, rules.strategy, tip
)
select * from done_at_start where kept is not null
union all
select * from respected
