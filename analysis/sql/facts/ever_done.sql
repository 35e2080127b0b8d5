-- What was done in an opportunity at any time.
select distinct opportunity, strategy
from measured_touches
where strategy is not null and untimed is distinct from 'after the data date'
