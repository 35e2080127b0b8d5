-- The touches sent while the person was still silent: each is one more try. What came before a touch is read from the
-- whole log, whatever the filters choose; `reason` says why a touch is no such try.
select
    *,
    case
        when untimed is not null then untimed
        when partly_undated then 'another touch to this person has no date'
        when touch_number > first_answered then 'sent after an answer had come'
    end as reason
from touches
