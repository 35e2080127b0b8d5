-- When was something decided? A decision is a milestone, or an answer that says yes or no.
select opportunity, reached_at::date as on_day, kind::varchar as kind
from milestones
where precision in ('day', 'time') and reached_at::date <= $as_of
union all
select opportunity, answered_on, case when positive then 'positive' else 'rejection' end
from measured
where answered_on is not null and (positive or rejection)
