-- The touches with a reply: the day of the first one, and what any of them said.
select
    id,
    min(received_on) as replied_on,
    bool_or(kind in ('positive', 'interview', 'offer')) as positive,
    bool_or(kind = 'rejection') as rejection,
    bool_or(moved) as moved
from assigned_replies
group by id
