-- The stages reached by the rows of a wide file.
select keyed.opportunity, keyed.line, stages.moment as reached_at, stages.timed, stages.kind, stages.label
from stages join keyed using (line)
where stages.reached
