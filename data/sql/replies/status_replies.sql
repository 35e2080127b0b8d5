-- The replies that follow from the status of a row, where nothing else on the row is one. Only a rejection is a reply of
-- the day on which the status began; the other replies, and all that were there at the last update, had come by then.
select
    id as touch, thread, line,
    case when status_reply in ('reply', 'rejection') then status_at end as received_at,
    status_timed as timed,
    status_reply as kind,
    coalesce(status_at, changed_at) as received_by
from keyed
where event = 'touch' and not event_rows and status_reply <> 'none'
    and id not in (select touch from row_replies union all select touch from stage_replies)
