-- The touches that were sent, with everything that their rows say.
create view touches as
select
    sent.id, sent.line, sent.opportunity, sent.thread, sent.person,
    client, company, contact, role, entries.opportunity as opportunity_name,
    sent.sent_at, sent.timed, sent.channel, sent.strategy, sent.stage,
    personalised, message, notes,
    arrived_at, accepted_at, promised_by, do_not_contact,
    replied, outcome,
    extra
from sent
join entries using (line)
