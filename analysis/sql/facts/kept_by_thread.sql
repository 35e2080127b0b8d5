-- Rules about one person: how many touches they got between two replies, and how soon you replied to them.
with stretches as (
    select
        thread, rules.strategy, tip,
        count(*) between any_value(at_least) and any_value(at_most) as kept
    from measured_touches
    join earlier using (id)
    join rules on rule = 'count_before_reply' and measured_touches.strategy::varchar = rules.strategy
    group by thread, rules.strategy, tip, stretch
),
received as (
    select row_number() over () as number, thread, touch, received_at, timed, received_at::date as received_on
    from replies
    where received_at::date <= $as_of and kind <> 'rejection'
),
returned as (
    select
        received.thread, rules.strategy, tip,
        bool_or(touch.id is not null) as kept,
        case
            when any_value(received.timed) then $as_of + interval 1 day >= any_value(received_at) + any_value(hours) * interval 1 hour
            else date_diff('day', any_value(received_on), $as_of) >= ceil(any_value(hours) / 24)
        end as over
    from received
    join rules on rule = 'answer_time'
    left join measured_touches as touch
        on touch.thread = received.thread
        and touch.touch_number is not null
        and touch.id is distinct from received.touch
        and case
            when touch.timed and received.timed
                then sent_at > received_at and sent_at <= received_at + hours * interval 1 hour
            else date_diff('day', received_on, sent_on) between 0 and ceil(hours / 24)
        end
    group by received.thread, rules.strategy, tip, number
)
select *, true as over from stretches
union all
select * from returned
