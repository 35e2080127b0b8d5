-- For the replies of a file of events that answer any one of several touches ("3+4"): these.
select line, list(id order by id) as among
from (select line, unnest(string_split(own_touch, '+')) as own_id from keyed where event = 'reply' and own_touch like '%+%')
join named_touches using (own_id)
group by line
having count(*) > 1
