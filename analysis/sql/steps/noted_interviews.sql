-- Interviews with and without a thank-you note by the landmark, the end of the next day, and what followed. A later note
-- counts as none.
with waiting as (
    select *, false as thanked from selected_starts where clock = 'thank_you'
    union all
    select * exclude (strategy), true from selected_done_by_landmark where clock = 'thank_you'
)
select
    opportunity, stage, from_day,
    bool_or(thanked) as thanked,
    any_value(
        case
            when decided_on <= landmark then 'decided before the next day was over'
            when $as_of < landmark + $days then 'too young to judge'
        end
    ) as reason,
    bool_or(further_on <= landmark + $days) as further,
    bool_or(offered_on <= landmark + $days) as offered
from waiting
group by opportunity, stage, from_day
