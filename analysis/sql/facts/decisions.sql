-- The days on which something was decided: by the employer, a milestone or a reply that says yes or no; or by you, where
-- accepting or withdrawing ended it. An application of your own decides nothing.
select opportunity, reached_at::date as on_day, kind::varchar as kind
from milestones
where kind <> 'applied' and precision in ('day', 'time') and reached_at::date <= $as_of
union all
select opportunity, replied_on, case when positive then 'positive' else 'rejection' end
from measured_touches
where replied_on is not null and (positive or rejection)
