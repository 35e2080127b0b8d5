-- What was ever done in an opportunity, whenever it was?
select distinct opportunity, strategy
from measured
where strategy is not null and untimed is distinct from 'after the data date'
