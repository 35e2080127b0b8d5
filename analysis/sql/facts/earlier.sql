-- What came before each dated touch, read from the whole log. `unanswered_days`: since the touch before in its thread,
-- where no answer came between the two. `stretch`: answers in its thread before it. `quiet_days`: since anything in its
-- opportunity. `promised_on`: the latest date promised there so far.
with in_threads as (
    select
        id,
        case
            when not lag(answered) over before or lag(answered_on) over before > sent_on
                then date_diff('day', previous_sent_on, sent_on)
        end as unanswered_days,
        coalesce(sum(answered::int) over (before rows between unbounded preceding and 1 preceding), 0) as stretch
    from measured
    where touch_number is not null
    window before as (partition by thread order by touch_number)
),
promises as (
    select
        id,
        max(promised_by::date) over (
            partition by opportunity order by sent_at, id rows between unbounded preceding and current row
        ) as promised_on
    from measured
    where touch_number is not null
),
silences as (
    select
        touch as id,
        date_diff('day', max(on_day) over (
            partition by opportunity order by moment, touch rows between unbounded preceding and 1 preceding
        ), on_day) as quiet_days
    from happenings
)
select id, unanswered_days, stretch, promised_on, quiet_days
from in_threads
join promises using (id)
left join silences using (id)
