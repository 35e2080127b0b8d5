-- The units, each with the days until its reply, until the last day on which a reply without a day can have come, or until
-- it was last seen silent.
select
    *,
    date_diff('day', sent_on, least(next_sent_on, $as_of)) as silent_days,
    case when replied then greatest(0, date_diff('day', sent_on, coalesce(replied_on, replied_by))) end as reply_day
from (select * from message_units union all select * from subject_units)
