-- The days on which something was decided. A decision is a milestone, or a reply that says yes or no.
select opportunity, reached_at::date as on_day, kind::varchar as kind
from milestones
where precision in ('day', 'time') and reached_at::date <= $as_of
union all
select opportunity, replied_on, case when positive then 'positive' else 'rejection' end
from measured_touches
where replied_on is not null and (positive or rejection)
