-- Do personalised messages get more answers?
-- Messages at the same stage and in the same channel: each was answered, or last seen silent, `day` days after sending.
with watched as (
    select
        case when personalised then 'personalised' else 'not personalised' end as name,
        coalesce(stage::varchar, 'unknown') as stage,
        coalesce(channel::varchar, 'unknown') as channel,
        thread as cluster,
        answered, positive, rejection,
        date_diff('day', sent_on, least(next_sent_on, $as_of)) as silent_days,
        next_sent_on is null as last,
        case
            when personalised is null then 'not noted whether it was personalised'
            when $basis = 'within' or untimed = 'after the data date' then untimed
        end as reason,
        case
            when not answered then null
            when answered_on is not null then date_diff('day', sent_on, answered_on)
            when date_diff('day', sent_on, $as_of) >= $within then $within
        end as reply_day
    from touches
),
judged as (
    select
        name, stage, channel, cluster, answered, positive, rejection,
        case
            when reason is not null then reason
            when $basis = 'within' and answered and reply_day is null then 'answered on an unknown day, and too young to judge'
        end as reason,
        case when $basis = 'recorded' then 0 when answered then reply_day else silent_days end as day,
        $basis = 'within' and not answered and last and silent_days < $within as waiting
    from watched
),
clusters as (
    select
        name, cluster,
        count(*)::double as touches,
        count(*) filter (where answered and day <= $within)::double as replies
    from judged
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
        reason,
        case when reason is null then name end as name,
        case when reason is null then stage end as stage,
        case when reason is null then channel end as channel,
        case when reason is null then day end as day,
        count(*) as units,
        count(*) filter (where answered) as replies,
        count(*) filter (where positive) as positive,
        count(*) filter (where rejection) as rejections,
        count(*) filter (where not answered) as silent,
        count(*) filter (where waiting) as waiting
    from judged
    group by all
)
select days.*, clusters, m, y, mm, my, yy
from days
left join sums using (name)
