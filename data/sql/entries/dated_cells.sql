-- The cells of each row with the moments in them.
select
    cells.*,
    coalesce(cells.sent_at_iso, sent.moment) as sent_moment,
    coalesce(cells.at_iso, event.moment) as event_moment,
    coalesce(cells.replied_at_iso, reply.moment) as reply_moment,
    coalesce(cells.outcome_at_iso, outcome.moment) as outcome_moment,
    coalesce(cells.status_at_iso, status.moment) as status_moment,
    coalesce(cells.changed_at_iso, change_day.moment) as change_moment,
    coalesce(cells.arrived_at_iso, arrival.moment) as arrival_moment,
    coalesce(cells.accepted_at_iso, acceptance.moment) as acceptance_moment,
    coalesce(cells.promised_by_iso, promise.moment) as promise_moment,
    coalesce(sent.written, event.written) as sent_written,
    coalesce(timed(cells.sent_at_iso), sent.timed) as sent_timed,
    coalesce(timed(cells.at_iso), event.timed) as event_timed,
    coalesce(timed(cells.replied_at_iso), reply.timed, false) as replied_timed,
    coalesce(timed(cells.outcome_at_iso), outcome.timed, false) as outcome_timed,
    coalesce(timed(cells.status_at_iso), status.timed, false) as status_timed
from cells
left join moments as sent on sent.field = 'sent_at' and sent.text = cells.sent_at
left join moments as event on event.field = 'at' and event.text = cells."at"
left join moments as reply on reply.field = 'replied_at' and reply.text = cells.replied_at
left join moments as outcome on outcome.field = 'outcome_at' and outcome.text = cells.outcome_at
left join moments as status on status.field = 'status_at' and status.text = cells.status_at
left join moments as change_day on change_day.field = 'changed_at' and change_day.text = cells.changed_at
left join moments as arrival on arrival.field = 'arrived_at' and arrival.text = cells.arrived_at
left join moments as acceptance on acceptance.field = 'accepted_at' and acceptance.text = cells.accepted_at
left join moments as promise on promise.field = 'promised_by' and promise.text = cells.promised_by
