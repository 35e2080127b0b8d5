-- What came before each dated touch, read from the whole log. `days_without_reply`: since the previous touch in its
-- thread, where no reply came between the two. `stretch`: replies in its thread before it. `quiet_days`: since anything
-- in its opportunity. `promised_on`: the latest date promised there so far.
with in_threads as (
    select
        id,
        case
            when not lag(replied) over before or lag(replied_on) over before > sent_on
                then date_diff('day', previous_sent_on, sent_on)
        end as days_without_reply,
        coalesce(sum(replied::int) over (before rows between unbounded preceding and 1 preceding), 0) as stretch
    from measured_touches
    where touch_number is not null
    window before as (partition by thread order by touch_number)
),
promises as (
    select
        id,
        max(promised_by::date) over (
            partition by opportunity order by sent_at, id rows between unbounded preceding and current row
        ) as promised_on
    from measured_touches
    where touch_number is not null
),
quiet_times as (
    select
        touch as id,
        date_diff('day', max(on_day) over (
            partition by opportunity order by moment, touch rows between unbounded preceding and 1 preceding
        ), on_day) as quiet_days
    from happenings
)
select id, days_without_reply, stretch, promised_on, quiet_days
from in_threads
join promises using (id)
left join quiet_times using (id)
