-- Does a thank-you note within a day go with getting further?
with waiting as (
    select
        rounds.opportunity, rounds.stage, rounds.on_day,
        coalesce(min(decisions.on_day) <= rounds.on_day + 1, false) as decided,
        $as_of < rounds.on_day + 1 + $days as young
    from rounds
    left join decisions on decisions.opportunity = rounds.opportunity and decisions.on_day > rounds.on_day
    group by rounds.opportunity, rounds.stage, rounds.on_day
),
-- What is done by the landmark, the end of the next day, counts as done; a later note counts as none. Read from the
-- whole log: filters choose opportunities, and a note that a filter hides was sent all the same.
noted as (
    select
        waiting.*,
        exists (
            select 1
            from measured as sent
            where sent.opportunity = waiting.opportunity
                and sent.strategy = 'thank_you'
                and sent.sent_on between waiting.on_day and waiting.on_day + 1
        ) as thanked
    from waiting
),
judged as (
    select
        noted.opportunity, noted.stage, thanked,
        case
            when decided then 'decided before the next day was over'
            when young then 'too young to judge'
        end as reason,
        coalesce(bool_or(decisions.kind in ('screen', 'interview', 'final', 'offer', 'accepted')), false) as further,
        coalesce(bool_or(decisions.kind in ('offer', 'accepted')), false) as offered
    from noted
    left join decisions
        on decisions.opportunity = noted.opportunity
        and decisions.on_day > noted.on_day + 1
        and decisions.on_day <= noted.on_day + 1 + $days
    group by noted.opportunity, noted.stage, noted.on_day, thanked, decided, young
)
select
    thanked,
    stage,
    reason,
    count(*) as units,
    count(*) filter (where further) as further,
    count(*) filter (where offered) as offered
from judged
group by thanked, stage, reason
