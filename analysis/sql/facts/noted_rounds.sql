-- The days with interviews, each with whether a thank-you note was sent by the end of the next day, the landmark; whether
-- they had answered by then; and when something was decided. A later note counts as none: only who is still waiting
-- can get one.
with later_decisions as (
    select
        rounds.opportunity, rounds.on_day,
        min(decisions.on_day) as decided_on,
        min(decisions.on_day) filter (
            where decisions.on_day > rounds.on_day + 1 and kind in ('screen', 'interview', 'final', 'offer', 'accepted')
        ) as further_on,
        min(decisions.on_day) filter (
            where decisions.on_day > rounds.on_day + 1 and kind in ('offer', 'accepted')
        ) as offered_on
    from rounds
    left join decisions on decisions.opportunity = rounds.opportunity and decisions.on_day > rounds.on_day
    group by rounds.opportunity, rounds.on_day
),
by_landmark as (
    select
        rounds.opportunity, rounds.on_day,
        coalesce(bool_or(strategy = 'thank_you' and sent_on >= on_day), false) as thanked,
        coalesce(bool_or(replied_on between on_day and on_day + 1), false) as answered
    from rounds
    left join measured_touches as touch on touch.opportunity = rounds.opportunity and sent_on <= on_day + 1
    group by rounds.opportunity, rounds.on_day
)
select
    rounds.opportunity, stage, rounds.on_day as from_day, rounds.on_day + 1 as landmark,
    thanked, answered, decided_on, further_on, offered_on
from rounds
join later_decisions using (opportunity, on_day)
join by_landmark using (opportunity, on_day)
