-- The touches with a reply: the day of the first one, the last day on which one without a day can have come, and what any
-- of them said.
select
    id,
    min(received_on) as replied_on,
    min(received_by) as replied_by,
    bool_or(kind in ('positive', 'interview', 'offer')) as positive,
    bool_or(kind = 'rejection') as rejection,
    bool_or(moved) as moved
from assigned_replies
group by id
