-- The touches of a file of events by the number that it gives each of them.
select own_id, min(id) as id, arg_min(thread, id) as thread
from keyed
where event = 'touch' and own_id is not null
group by own_id
