-- Your days of writing to those who had never answered, by the days since you wrote before.
select
    opportunity, on_day, reason, reached,
    case
        when on_day - before_on < 4 then '1–3 days'
        when on_day - before_on < 8 then '4–7 days'
        when on_day - before_on < 15 then '8–14 days'
        else '15–30 days'
    end as band
from judged_turns
where turn = 0 and place > 1
