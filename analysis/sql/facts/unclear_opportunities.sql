-- The opportunities of which nobody can tell whether one of their messages was answered, or any at all.
select opportunity
from measured_touches
group by opportunity
having bool_and(uncounted is not null) or bool_or(coalesce(starts_with(uncounted, 'not known'), false))
