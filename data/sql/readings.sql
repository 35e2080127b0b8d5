-- How many rows hold each of the texts that were read from their words.
select field, text, count(*) as rows
from (unpivot (select status, outcome, replied, action, strategy, channel from cells) on columns(*) into name field value text)
join pieced using (field, text)
group by field, text
order by field, rows desc, text
