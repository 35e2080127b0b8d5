-- Rules about one person: how often they heard from you between two answers, and how soon you answered them.
with stretches as (
    select
        tips.strategy, tip, thread, stretch,
        count(*) between any_value(at_least) and any_value(at_most) as kept
    from touches
    join earlier using (id)
    join tips on rule = 'count_before_reply' and touches.strategy::varchar = tips.strategy
    group by tips.strategy, tip, thread, stretch
),
received as (
    select row_number() over () as number, thread, touch, received_at, timed, received_at::date as received_on
    from replies
    where received_at::date <= $as_of
        and kind <> 'rejection'
        and thread in (select thread from touches)
),
answers as (
    select
        tips.strategy, tip, number,
        bool_or(sent.id is not null) as kept,
        case
            when any_value(received.timed) then $as_of + interval 1 day >= any_value(received_at) + any_value(hours) * interval 1 hour
            else date_diff('day', any_value(received_on), $as_of) >= ceil(any_value(hours) / 24)
        end as over
    from received
    join tips on rule = 'answer_time'
    left join measured as sent
        on sent.thread = received.thread
        and sent.touch_number is not null
        and sent.id is distinct from received.touch
        and case
            when sent.timed and received.timed
                then sent_at > received_at and sent_at <= received_at + hours * interval 1 hour
            else date_diff('day', received_on, sent_on) between 0 and ceil(hours / 24)
        end
    group by tips.strategy, tip, number
)
select strategy, tip, count(*) filter (where kept) as kept, count(*) as counted, 0 as open
from stretches
group by strategy, tip
union all
select
    strategy, tip,
    count(*) filter (where kept),
    count(*) filter (where kept or over),
    count(*) filter (where not kept and not over)
from answers
group by strategy, tip
