-- The texts of each row that were not read, or only in part, as they were written.
select line, map_from_entries(list((name || ' as written', text))) as kept
from remarks
where field <> 'event'
group by line
