-- Which words of the rows that are used mean nothing to the log, and in how many rows does each stand?
select field, text, count(*) as rows
from remarks
where remark is null and line in (select line from entries where fate = 'accepted')
group by field, text
order by rows desc, text
