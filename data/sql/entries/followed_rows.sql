-- The rows with follow-ups in columns of their own, and the first of these: a row without a day of its own may be about it.
select
    line,
    true as followed_up,
    arg_min(sent_at, turn) as first_at,
    arg_min(timed, turn) as first_timed,
    arg_min(strategy, turn) as first_strategy,
    arg_min(channel, turn) as first_channel
from follow_ups
group by line
