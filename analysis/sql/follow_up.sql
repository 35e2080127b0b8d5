-- When should you follow up, and when stop waiting?
-- A touch was answered, or last seen silent (the next one was sent, or the log ends), `day` days after sending.
with timed as (
    select
        coalesce(untimed, case when answered and answered_on is null then 'answered on an unknown day' end) as reason,
        date_diff('day', sent_on, coalesce(answered_on, least(next_sent_on, $as_of))) as day,
        answered
    from touches
),
placed as (
    select reason, case when reason is null then day end as day, answered from timed
)
select
    reason,
    day,
    count(*) as units,
    count(*) filter (where answered) as replies,
    count(*) filter (where not answered) as silent,
    (sum(count(*) filter (where reason = 'answered on an unknown day')) over ())::bigint as undated
from placed
group by reason, day
