-- The touches sent while the person was still silent: each is one more try, and got a reply, or was last seen silent,
-- `day` days after sending, where one day counts for all later ones; an `undated` reply came by that day. What came before
-- a touch is read from the whole log, whatever the filters choose; `reason` says why a touch is not a try.
select
    selected_touches.* replace (least(day, last_day) as day),
    pending and day < $within as waiting,
    case
        when untimed = 'after the data date' then untimed
        when uncounted is not null then uncounted
        when untimed is not null then untimed
        when partly_undated then 'another touch to this person has no date'
        when late then 'sent after an answer had come'
    end as reason
from selected_touches
cross join last_days
