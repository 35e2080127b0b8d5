-- The touches with a reply: the day of the first one, the last day on which a first one without a day can have come, and
-- what any of them said.
with summed as (
    select
        id,
        min(received_on) as dated_on,
        min(received_by) filter (where received_on is null) as undated_by,
        bool_or(kind in ('positive', 'interview', 'offer')) as positive,
        bool_or(kind = 'rejection') as rejection,
        bool_or(moved) as moved
    from assigned_replies
    group by id
)
select
    id,
    case when coalesce(dated_on <= undated_by, true) then dated_on end as replied_on,
    undated_by as replied_by,
    positive, rejection, moved
from summed
