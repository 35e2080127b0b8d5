-- Which words of the rows that are used mean nothing to the log, and in how many rows does each stand?
with texts as (
    unpivot (
        select channel, strategy, stage, outcome, status, event, kind, personalised, replied, do_not_contact
        from cells
        where line in (select line from entries where fate = 'accepted')
    )
    on columns(*) into name field value text
)
select field, text, count(*) as rows
from texts
left join words using (field, text)
where words.key is null
group by field, text
order by rows desc, text
