-- The days of following up after as long a silence, with the reason where one can't be compared.
select null as id, opportunity, on_day as compared_from, reason
from broken_silences
where $silence in ('any day', band)
