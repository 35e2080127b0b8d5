-- The columns of one's own in which rows about one company, on one day and to one person, differ: each may hold the job.
with own_cells as (
    select
        concat_ws('|', lower(client), lower(company), lower(contact), sent_at::date) as place,
        unnest(map_entries(extra)) as cell
    from entries
    where fate = 'accepted' and event = 'touch' and not own_row and company is not null and sent_at is not null
),
several as (
    select cell.key as name, list(distinct trim(cell.value) order by trim(cell.value)) as texts
    from own_cells
    where trim(cell.value) <> ''
    group by cell.key, place
    having count(distinct lower(trim(cell.value))) > 1
)
select name, list_distinct(flatten(list(texts order by texts))) as texts
from several
group by name
order by name
