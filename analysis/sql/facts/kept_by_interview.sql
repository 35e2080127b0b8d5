-- Rules with one yes or no for each interview (or each person who held one): was a touch of the strategy sent after it,
-- in time and before the next interview? A rule not kept is still open until that time is `over`.
select
    held.opportunity, rules.strategy, tip,
    bool_or(touch.id is not null) as kept,
    date_diff('day', held_on, $as_of) >= any_value(days) as over
from held_interviews as held
join rules on rule = 'each_interview' or (rule = 'each_interviewer' and held_by is not null)
left join measured_touches as touch
    on touch.opportunity = held.opportunity
    and touch.strategy::varchar = rules.strategy
    and touch.touch_number is not null
    and case when touch.timed and held.timed then sent_at >= reached_at else sent_on >= held_on end
    and date_diff('day', held_on, sent_on) <= days
    and (next_on is null or sent_on < next_on)
    and (rule = 'each_interview' or lower(trim(touch.contact)) = held_by)
group by rules.strategy, tip, held.opportunity, held_on, case when rule = 'each_interviewer' then held_by end
