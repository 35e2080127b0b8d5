-- The texts of each row that were not read, or only in part, as they were written.
select line, map_from_entries(list((name || ' as written', texts))) as kept
from (
    select line, name, string_agg(distinct text, '; ' order by text) as texts
    from remarks
    where field <> 'event'
    group by line, name
)
group by line
