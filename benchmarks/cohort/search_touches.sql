-- The touches of each, at a stage and at a moment.
select
    *,
    number * 10 + place as touch,
    case
        when place > invited_at + 1 and gets_further then 'final'
        when place > invited_at then 'interview'
        when place > applies_at then 'applied'
        else 'prospect'
    end as stage,
    first_day + interval (place * 9 + floor(luck(touch, 'day') * 6)) day
        + interval (480 + floor(luck(touch, 'minute') * 600)) minute as sent_at
from searches, unnest(range(size)) as places (place)
where sent_at < '2026-02-01'
order by number, place
limit $touches
