-- The accepted rows with the parts of their keys, which are compared without case.
create view key_parts as
select
    line, event, own_row,
    coalesce(home, line) as home,
    try_cast(own_id as bigint) as number,
    coalesce(lower(client), '') as client,
    lower(company) as company,
    lower(contact) as contact,
    lower(role) as role,
    lower(opportunity) as opportunity
from entries
where fate = 'accepted'
