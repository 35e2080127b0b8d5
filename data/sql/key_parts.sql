-- The accepted rows with the parts of their keys, which are compared without case.
-- A log that names no contact (or no role) anywhere is keyed without it; one that names people but no company or
-- opportunity anywhere is keyed by them. A touch is known by its line, or by the number that a file of events gives it.
create view key_parts as
with accepted as not materialized (
    select
        line, event, own_row,
        try_cast(own_id as bigint) as number,
        coalesce(lower(client), '') as client,
        lower(company) as company,
        lower(contact) as contact,
        lower(role) as role,
        lower(opportunity) as opportunity
    from entries
    where fate = 'accepted'
),
naming as (
    select
        coalesce(bool_or(contact is not null), false) as contacts,
        coalesce(bool_or(role is not null), false) as roles,
        coalesce(bool_or(coalesce(opportunity, company) is not null), false) as places,
        count(*) filter (where event = 'touch') = count(distinct number) filter (where event = 'touch') as numbered
    from accepted
)
select
    line, client, contact, contacts,
    case when numbered then number else line end as id,
    case
        when opportunity is not null then 'named'
        when not own_row and company is not null and (role is not null or not roles) then 'at'
        when not own_row and not places and contact is not null and (role is not null or not roles) then 'with'
    end as known,
    coalesce(opportunity, company, case when not places then contact end) as place,
    case when opportunity is null then coalesce(role, '') else '' end as post
from accepted cross join naming
