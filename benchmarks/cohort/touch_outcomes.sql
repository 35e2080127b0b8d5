-- The touches with their outcome.
select
    *,
    case
        when not gets_reply or replied_at >= '2026-02-01' then 'none'
        when place = invited_at then 'interview'
        when place = size - 1 and stage in ('interview', 'final') then ends
        else pick(['reply', 'reply', 'positive', 'positive', 'rejection'], luck(touch, 'kind'))
    end as outcome
from touch_replies
