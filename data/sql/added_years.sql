-- To how many dates of accepted rows a year was added, and where it comes from.
select remark, count(*) as dates
from remarks
where starts_with(remark, 'The year is missing') and line in (select line from entries where fate = 'accepted')
group by remark
order by remark
