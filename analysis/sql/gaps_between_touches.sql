-- How long to wait between messages?
-- Second and later touches to people still silent, by the days since the touch before, apart by stage and channel, so
-- that like is compared with like. Each was answered, or last seen silent, `day` days after sending; one day past the
-- horizon stands for all later ones. After an interview the employer decides, whatever is sent.
with later as (
    select
        case
            when date_diff('day', previous_sent_on, sent_on) <= 2 then '2 days or less'
            when date_diff('day', previous_sent_on, sent_on) <= 5 then '3–5 days'
            when date_diff('day', previous_sent_on, sent_on) <= 9 then '6–9 days'
            when date_diff('day', previous_sent_on, sent_on) <= 14 then '10–14 days'
            else '15 days or more'
        end as name,
        coalesce(stage::varchar, 'unknown') as stage,
        coalesce(channel::varchar, 'unknown') as channel,
        thread as cluster,
        case
            when reason is not null then reason
            when stage in ('interview', 'final', 'offer') then 'sent after an interview'
        end as reason,
        answered, positive, rejection,
        date_diff('day', sent_on, least(next_sent_on, $as_of)) as silent_days,
        case
            when not answered then null
            when answered_on is not null then date_diff('day', sent_on, answered_on)
            when date_diff('day', sent_on, $as_of) >= $within then $within
        end as reply_day,
        next_sent_on is null as last
    from tries
    where coalesce(touch_number, 2) >= 2
),
watched as (
    select
        name, stage, channel, cluster,
        case
            when reason is not null then reason
            when answered and reply_day is null then 'answered on an unknown day, and too young to judge'
        end as reason,
        least(case when answered then reply_day else silent_days end, $within + 1) as day,
        answered, positive, rejection,
        not answered and last and silent_days < $within as waiting
    from later
),
clusters as (
    select
        name, cluster,
        count(*)::double as touches,
        count(*) filter (where answered and day <= $within)::double as replies
    from watched
    where reason is null
    group by name, cluster
),
sums as (
    select
        name,
        count(*)::double as clusters,
        sum(touches) as m,
        sum(replies) as y,
        sum(touches * touches) as mm,
        sum(touches * replies) as my,
        sum(replies * replies) as yy
    from clusters
    group by name
),
days as (
    select
        case when reason is null then name end as name,
        case when reason is null then stage end as stage,
        case when reason is null then channel end as channel,
        reason,
        case when reason is null then day end as day,
        count(*) as units,
        count(*) filter (where answered) as replies,
        count(*) filter (where positive) as positive,
        count(*) filter (where rejection) as rejections,
        count(*) filter (where not answered) as silent,
        count(*) filter (where waiting) as waiting
    from watched
    group by all
)
select days.*, clusters, m, y, mm, my, yy
from days
left join sums using (name)
