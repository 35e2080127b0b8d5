-- The touches sent while the person was still silent: each is one more try, and got a reply, or was last seen silent,
-- `day` days after sending, where one day counts for all later ones; an `undated` reply came by that day. What came before
-- a touch is read from the whole log, whatever the filters choose; `reason` says why a touch is not a try.
with watched as (
    select
        *,
        case
            when not replied then date_diff('day', sent_on, least(next_sent_on, $as_of))
            else greatest(0, date_diff('day', sent_on, coalesce(replied_on, replied_by)))
        end as days
    from selected_touches
)
select
    watched.*,
    least(days, last_day) as day,
    replied and replied_on is null as undated,
    not replied and next_sent_on is null and days < $within as waiting,
    case
        when untimed = 'after the data date' then untimed
        when uncounted is not null then uncounted
        when untimed is not null then untimed
        when partly_undated then 'another touch to this person has no date'
        when touch_number > first_replied then 'sent after an answer had come'
    end as reason
from watched
cross join last_days
