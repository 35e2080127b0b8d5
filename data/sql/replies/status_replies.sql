-- The replies that follow from the status of a row, where nothing else on the row is one.
select id as touch, thread, line, status_at as received_at, status_timed as timed, status_reply as kind
from keyed
where event = 'touch' and not event_rows and status_reply <> 'none'
    and id not in (select touch from row_replies union all select touch from stage_replies)
