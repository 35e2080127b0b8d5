-- The touches for which the log names no stage. A day without a time ends late, so that an interview on the same day
-- comes before its note; an application is sent before the stage that it opens, and any touch before what came of it.
with own_steps as (
    select line, min(reached_at) as own_at from milestones where kind <> 'applied' group by line
)
select
    id, opportunity, sent_at,
    strategy = 'application'
        and row_number() over (partition by opportunity, strategy order by sent_at nulls last, id) = 1 as first_application,
    case
        when strategy = 'application' then sent_at::date - interval 1 microsecond
        when own_at::date = sent_at::date then own_at - interval 1 microsecond
        when timed then sent_at
        else sent_at::date + interval 1 day - interval 1 microsecond
    end as stage_moment
from sent
left join own_steps using (line)
where stage is null
