-- What each opportunity reached, and when. History only grows: a rejection never erases an interview.
create table milestones as
select
    opportunity, line, reached_at, kind::milestone as kind, label, with_whom,
    case
        when precision = 'by' then 'by'
        when reached_at is null then 'unknown'
        when timed then 'time'
        else 'day'
    end as precision
from recorded_milestones
union all
select opportunity, line, reached_at, kind::milestone, label, null, 'by' from implied_milestones
