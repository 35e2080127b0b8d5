-- Interviews with and without a thank-you note by the landmark, the end of the next day, and what followed.
select
    opportunity, stage, from_day, thanked, answered,
    case
        when decided_on <= landmark then 'decided before the next day was over'
        when $as_of < landmark + $days then 'too young to judge'
    end as reason,
    coalesce(further_on <= landmark + $days, false) as further,
    coalesce(offered_on <= landmark + $days, false) as offered
from selected_noted_rounds
