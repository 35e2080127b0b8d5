-- On which day did something last happen, of all that is not in the future?
with days as (
    select sent_at::date as day from sent
    union all select received_at::date from replies
    union all select reached_at::date from milestones
)
select max(day) as day from days where day <= $today
