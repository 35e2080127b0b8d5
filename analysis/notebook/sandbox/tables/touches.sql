-- Everything you sent, one row for each message: to whom, how, and what came of it until the data date.
select
    id, line, opportunity, thread, person,
    client, company, contact, role,
    channel, source, strategy, stage, personalised,
    sent_on, sent_at, timed, written_at,
    touch_number, previous_sent_on, next_sent_on, first_replied as first_answered,
    replied as answered, replied_on as answered_on, positive, rejection, moved,
    untimed, uncounted, shared_reply, replied_by as answered_by, partly_undated,
    arrived_at, accepted_at, promised_by, do_not_contact,
    message, notes, extra
from measured_touches
order by opportunity, sent_at, id
