-- The applications that were sent, where no milestone records them.
select opportunity, line, sent_at as reached_at, timed, 'applied' as kind, null as label
from sent
where strategy = 'application'
    and line not in (select line from stage_milestones where kind = 'applied')
    and opportunity not in (select opportunity from event_milestones where kind = 'applied')
