-- The touches any one of which a reply may have answered, and what that reply said.
select
    id,
    min(received_on) as replied_on,
    min(received_by) as replied_by,
    bool_or(kind in ('positive', 'interview', 'offer')) as positive,
    bool_or(kind = 'rejection') as rejection
from (select unnest(among) as id, kind, received_on, received_by from known_replies)
group by id
