-- Every touch after an interview, with the time since the last one: in seconds where both have a time of day.
select
    touch.id,
    min(date_diff('second', reached_at, sent_at)) filter (where touch.timed and held.timed) as seconds,
    min(date_diff('day', held_on, sent_on)) filter (where not (touch.timed and held.timed)) as dates,
    min(date_diff('day', held_on, sent_on)) as days_since_interview,
    min(date_diff('day', held_on, arrived_at::date)) as days_to_arrival
from measured_touches as touch
join held_interviews as held using (opportunity)
where case when touch.timed and held.timed then reached_at <= sent_at else held_on <= sent_on end
group by touch.id
