-- The milestones that are rows of a file of events.
select opportunity, line, sent_at as reached_at, timed, kind, label, with_whom, precision
from keyed
where event = 'milestone'
