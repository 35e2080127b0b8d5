-- Second and later touches to people who are still silent, by the days since the previous touch.
with timed as (
    select *, date_diff('day', previous_sent_on, sent_on) as gap
    from early_tries
    where coalesce(touch_number, 2) >= 2
)
select *, (gap > 2)::int + (gap > 5)::int + (gap > 9)::int + (gap > 14)::int as place
from timed
