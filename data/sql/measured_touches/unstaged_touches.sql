-- The touches for which the log names no stage. A day without a time ends late, so that an interview on the same day
-- comes before its note; an application is sent before the stage that it opens.
select
    id, opportunity, sent_at,
    case
        when strategy = 'application' then sent_at::date - interval 1 microsecond
        when timed then sent_at
        else sent_at::date + interval 1 day - interval 1 microsecond
    end as stage_moment
from sent
where stage is null
