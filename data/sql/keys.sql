-- The person, the opportunity and the thread of each row, each known by the first of its lines.
-- A row that lacks a part of its key is alone: two unknowns are not the same.
create table keys as
with known_opportunities as (
    select client, known, place, post, min(line) as opportunity
    from key_parts
    where known is not null
    group by client, known, place, post
),
people as (
    select client, contact, min(line) as person from key_parts where contact is not null group by client, contact
),
placed as (
    select line, id, contacts, person, coalesce(opportunity, line) as opportunity
    from key_parts
    left join known_opportunities using (client, known, place, post)
    left join people using (client, contact)
),
threads as (
    select person, opportunity, min(line) as thread from placed where person is not null group by person, opportunity
)
select
    line, id, person, opportunity,
    case
        when person is not null then thread
        when not contacts then opportunity
        else line
    end as thread
from placed
left join threads using (person, opportunity)
