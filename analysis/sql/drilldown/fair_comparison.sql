-- The days on which this was done, with the reason where one can't be compared.
select null as id, opportunity, stage_before as compared_at, on_day as compared_from, reason
from judged_acts
where strategy::varchar = $strategy and against = $against
