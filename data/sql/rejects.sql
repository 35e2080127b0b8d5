-- The rows that could not be used, and why.
select line, rejected_because[1] as field, rejected_because[2] as value, rejected_because[3] as reason
from entries
where fate = 'rejected'
order by line
