-- The person, the opportunity and the thread of each row, each known by the first of its lines. A touch is known by its
-- line, or by the number that a file of events gives it. A row without a part of its key shares it with no other row, but
-- with the follow-ups to it.
-- A log that names no contact (or no role) anywhere is keyed without it; one that names people but no company or
-- opportunity anywhere is keyed by them.
create table keys as
with naming as (
    select
        coalesce(bool_or(contact is not null), false) as contacts,
        coalesce(bool_or(role is not null), false) as roles,
        coalesce(bool_or(coalesce(opportunity, company) is not null), false) as places,
        count(*) filter (where event = 'touch') = count(distinct number) filter (where event = 'touch') as numbered
    from key_parts
),
named as not materialized (
    select
        line, home, client, contact, contacts,
        case when numbered then number else line end as id,
        case
            when opportunity is not null then 'named'
            when not own_row and company is not null and (role is not null or not roles) then 'at'
            when not own_row and not places and contact is not null and (role is not null or not roles) then 'with'
        end as known,
        coalesce(opportunity, company, case when not places then contact end) as place,
        case when opportunity is null then coalesce(role, '') else '' end as post
    from key_parts cross join naming
),
known_opportunities as (
    select client, known, place, post, min(line) as opportunity
    from named
    where known is not null
    group by client, known, place, post
),
people as (
    select client, contact, min(line) as person from named where contact is not null group by client, contact
),
placed as (
    select line, home, id, contacts, person, coalesce(opportunity, home) as opportunity
    from named
    left join known_opportunities using (client, known, place, post)
    left join people using (client, contact)
),
threads as (
    select person, opportunity, min(line) as thread from placed where person is not null group by person, opportunity
)
select
    line, id, person, opportunity,
    case when person is not null then thread when not contacts then opportunity else home end as thread
from placed
left join threads using (person, opportunity)
