-- Which touches were sent, in the order of their opportunity and time?
create view keyed as
select entries.* exclude (opportunity), entries.opportunity as opportunity_name, keys.* exclude (line)
from entries
join keys using (line);

create table touches as
select
    id, line, opportunity, thread, person,
    client, company, contact, role, opportunity_name,
    sent_at, timed,
    try_cast(channel as channel) as channel,
    try_cast(strategy as strategy) as strategy,
    try_cast(stage as stage) as stage,
    personalised, message, notes,
    arrived_at, accepted_at, promised_by, do_not_contact,
    replied, outcome,
    extra
from keyed
where event = 'touch'
order by opportunity, sent_at, id;
