-- Which rows are identical? One row for each group of them, with its lines.
select list(line order by line) as lines
from entries
where repetition_of is not null and fate <> 'skipped'
group by repetition_of
order by repetition_of
limit $most
