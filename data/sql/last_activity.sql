-- The last day on which something happened, the future excepted.
with days as (
    select sent_at::date as day from sent
    union all select received_at::date from replies
    union all select reached_at::date from milestones
    union all select changed_at::date from entries where fate = 'accepted'
)
select max(day) as day from days where day <= $today
