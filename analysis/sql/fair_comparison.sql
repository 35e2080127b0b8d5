-- Which follow-ups went with more offers, compared at the same stage among those still waiting?
with -- The landmark: what is done by then counts as done, and only who still waits then is compared.
starts as (
    select opportunity, 'prospect' as stage, 'any' as clock, first_sent_on as from_day, first_sent_on + 14 as landmark
    from opportunities
    where first_sent_on < coalesce(applied_on, $as_of)
    union all
    select opportunity, 'applied', 'any', applied_on, applied_on + 14
    from opportunities
    where applied_on is not null
    union all
    select opportunity, stage, 'any', on_day, on_day + 3 from rounds
    union all
    select opportunity, stage, 'thank_you', on_day, on_day + 1 from rounds
),
watched as (
    select
        starts.opportunity, stage, clock, from_day, landmark,
        min(decisions.on_day) <= landmark as decided,
        bool_or(
            decisions.on_day > landmark
            and decisions.on_day <= landmark + $days
            and case $outcome
                when 'offer' then decisions.kind in ('offer', 'accepted')
                else decisions.kind in ('screen', 'interview', 'final', 'offer', 'accepted')
            end
        ) as reached
    from starts
    left join decisions on decisions.opportunity = starts.opportunity and decisions.on_day > starts.from_day
    group by starts.opportunity, stage, clock, from_day, landmark
),
episodes as (
    select
        opportunity, stage, clock, from_day, landmark,
        case
            when decided then 'decided before it could be compared'
            when $as_of < landmark + $days then 'too young to judge'
        end as reason,
        coalesce(reached, false) as reached
    from watched
),
-- A referral is carried along; everything else counts at the stage at which it was done. Read from the whole log:
-- filters choose opportunities, and what a filter hides was done all the same.
done as (
    select distinct episodes.opportunity, episodes.stage, clock, from_day, sent.strategy, reached
    from episodes
    join measured as sent
        on sent.opportunity = episodes.opportunity
        and sent.sent_on <= landmark
        and (sent.sent_on >= from_day or sent.strategy = 'referral')
        and case when sent.strategy = 'thank_you' then 'thank_you' else 'any' end = clock
    where reason is null and sent.strategy is not null
),
naive as (
    select
        opportunity,
        case $outcome when 'offer' then offered else screened or interviewed or final or offered end as reached
    from opportunities
)
select
    null as strategy, stage, clock, reason,
    count(*) as units,
    count(*) filter (where reached) as reached
from episodes
group by stage, clock, reason
union all
select strategy::varchar, stage, clock, null, count(*), count(*) filter (where reached)
from done
group by strategy, stage, clock
union all
-- What the naive table compares: opportunities in which it was ever done, with all.
select
    used.strategy, 'ever', 'naive', null,
    count(*),
    count(*) filter (where reached)
from (
    select distinct opportunity, strategy::varchar as strategy
    from measured
    where strategy is not null and untimed is distinct from 'after the data date'
) as used
join naive using (opportunity)
group by used.strategy
union all
select
    null, 'ever', 'naive', null,
    count(*),
    count(*) filter (where reached)
from naive
