-- The words by which something may have been sent or not, the most frequent first.
select plan as word, count(*) as rows
from entries
where fate = 'skipped' and starts_with(skipped_because, 'perhaps not sent')
group by plan
order by rows desc, plan
