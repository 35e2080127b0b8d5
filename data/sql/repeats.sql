-- Which rows are identical? One row for each group of them, with its lines.
select list(line order by line) as lines
from repetitions
where line in (select line from entries where fate <> 'skipped')
group by repetition_of
order by repetition_of
limit $most
