-- The messages behind the reply rate, or the opportunities that are old enough to have come to the next step.
select id, opportunity, reason, replied as answered, undated, day, waiting
from units
where $step = 'reply'
union all by name
select null as id, opportunity, case when recent then 'too recent to judge' end as reason
from step_chances
where step = $step
