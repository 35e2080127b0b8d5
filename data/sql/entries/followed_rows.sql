-- The rows with follow-ups in columns of their own, and the first of these: a row without a day of its own may be about it.
select
    line,
    true as followed_up,
    first(sent_at order by turn) as first_at,
    first(timed order by turn) as first_timed,
    first(strategy order by turn) as first_strategy,
    first(channel order by turn) as first_channel
from follow_ups
group by line
