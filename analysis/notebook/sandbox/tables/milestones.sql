-- Every step that an opportunity reached, and when.
select opportunity, line, kind, reached_at, precision, label, with_whom
from milestones
order by opportunity, reached_at, kind, line
