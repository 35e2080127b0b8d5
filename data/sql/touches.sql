-- Which touches were sent, and to which thread and opportunity does each belong?
-- Keys are compared without case. A row that lacks a part of its key stands alone: two unknowns are not the same.
-- A log that names no contact (or no role) anywhere is keyed without it.
-- A touch is known by its line, or by the number that an event log gives to each of them.
create table keyed as
with accepted as (
    select * from entries where fate = 'accepted'
),
naming as (
    select
        coalesce(bool_or(contact is not null), false) as contacts,
        coalesce(bool_or(role is not null), false) as roles,
        count(*) filter (where event = 'touch')
            = count(distinct try_cast(own_id as bigint)) filter (where event = 'touch') as numbered
    from accepted
),
named as (
    select
        accepted.*,
        contacts,
        case when numbered then try_cast(own_id as bigint) else line end as id,
        case
            when opportunity is not null then ['named', lower(opportunity)]
            when not own_row and company is not null and (role is not null or not roles)
                then ['at', lower(company), coalesce(lower(role), '')]
            else ['row', line::varchar]
        end as opportunity_key
    from accepted cross join naming
),
placed as (
    select
        * exclude (opportunity_key, opportunity),
        opportunity as opportunity_name,
        min(line) over (partition by lower(client), opportunity_key) as opportunity
    from named
)
select
    * exclude (contacts),
    case when contact is not null then min(line) over (partition by lower(client), lower(contact)) end as person,
    case
        when contact is not null then min(line) over (partition by lower(client), lower(contact), opportunity)
        when not contacts then opportunity
        else line
    end as thread
from placed;

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
