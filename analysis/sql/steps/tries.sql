-- The touches sent while the person was still silent: each is one more try, and got a reply, or was last seen silent,
-- `day` days after sending; one day past the horizon counts for all later ones. What came before a touch is read from the
-- whole log, whatever the filters choose; `reason` says why a touch is not a try.
with watched as (
    select
        *,
        case
            when not replied then date_diff('day', sent_on, least(next_sent_on, $as_of))
            when replied_on is not null then date_diff('day', sent_on, replied_on)
            when date_diff('day', sent_on, $as_of) >= $within then $within
        end as last_day
    from selected_touches
)
select
    watched.*,
    least(last_day, $within + 1) as day,
    replied and replied_on is null as undated,
    not replied and next_sent_on is null and last_day < $within as waiting,
    case
        when untimed is not null then untimed
        when partly_undated then 'another touch to this person has no date'
        when touch_number > first_replied then 'sent after an answer had come'
    end as reason
from watched
