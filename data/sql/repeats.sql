-- The lines of identical rows: one row for each group of them, the one that counts first.
select list(line order by line <> repetition_of, line) as lines
from repetitions
where line in (select line from entries where fate <> 'skipped')
group by repetition_of
order by repetition_of
limit $most
