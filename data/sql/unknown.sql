-- The words in accepted rows that mean nothing to the log, and how many rows have each.
select field, text, count(*) as rows
from remarks
where remark is null and line in (select line from entries where fate = 'accepted')
group by field, text
order by rows desc, text
