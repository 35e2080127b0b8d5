-- The units, each with the days until its reply, or until it was last seen silent.
select
    *,
    date_diff('day', sent_on, least(next_sent_on, $as_of)) as silent_days,
    case
        when not replied then null
        when replied_on is not null then date_diff('day', sent_on, replied_on)
        when date_diff('day', sent_on, $as_of) >= $within then $within
    end as reply_day
from (select * from message_units union all select * from subject_units)
