-- Your days of writing in each opportunity, and why one can't be compared: with days on which you wrote nothing, or where
-- it was the first with other first days.
select
    *,
    case
        when over_before then 'after it was over'
        when place > 1 and stage_after > greatest(stage_before, 'applied'::stage) then 'at a stage without a day'
        when on_day - before_on > 30 then 'after more than 30 days of silence'
        when on_day + $days > $as_of then 'too recent to judge'
    end as reason,
    coalesce(
        case $outcome when 'offer' then offered_on when 'further' then further_on else heard_on end <= on_day + $days, false
    ) as reached
from selected_turns
where not theirs
