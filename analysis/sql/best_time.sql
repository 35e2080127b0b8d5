-- Does the day or the time of day matter?
-- Days and times are those of the sender, as written; apart by stage and channel, so that like is compared with like. A
-- touch to somebody still silent was answered, or last seen silent, `day` days after sending; one day past the horizon
-- stands for all later ones. After an interview the employer decides, whatever is sent.
with watched as (
    select
        case
            when reason is not null then reason
            when stage in ('interview', 'final', 'offer') then 'sent after an interview'
        end as reason,
        coalesce(stage::varchar, 'unknown') as stage,
        coalesce(channel::varchar, 'unknown') as channel,
        date_diff('day', date_trunc('week', sent_on), sent_on) as after_monday,
        case when timed then extract(hour from sent_at) end as hour,
        answered,
        case
            when not answered then date_diff('day', sent_on, least(next_sent_on, $as_of))
            when answered_on is not null then date_diff('day', sent_on, answered_on)
            when date_diff('day', sent_on, $as_of) >= $within then $within
        end as day
    from tries
),
judged as (
    select
        case
            when reason is not null then reason
            when day is null then 'answered on an unknown day, and too young to judge'
        end as reason,
        stage, channel, after_monday, hour, least(day, $within + 1) as day, answered
    from watched
)
select
    reason,
    case when reason is null then stage end as stage,
    case when reason is null then channel end as channel,
    case when reason is null then
        case after_monday
            when 0 then 'Monday'
            when 1 then 'Tuesday'
            when 2 then 'Wednesday'
            when 3 then 'Thursday'
            when 4 then 'Friday'
            when 5 then 'Saturday'
            else 'Sunday'
        end
    end as weekday,
    case when reason is null then
        case when after_monday <= 3 then 'Monday–Thursday' else 'Friday–Sunday' end
    end as week_half,
    case when reason is null then
        case
            when hour < 9 then 'before 9'
            when hour < 12 then '9 to 12'
            when hour < 17 then '12 to 17'
            when hour >= 17 then 'after 17'
        end
    end as daypart,
    case when reason is null then
        case when hour < 12 then 'before noon' when hour >= 12 then 'after noon' end
    end as day_half,
    case when reason is null then day end as day,
    count(*) as units,
    count(*) filter (where answered) as replies,
    count(*) filter (where not answered) as silent
from judged
group by all
