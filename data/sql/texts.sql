-- Which words stand in the columns that have a vocabulary?
select distinct field, text
from (
    unpivot (
        select channel, strategy, stage, outcome, status, event, kind, precision, personalised, replied, do_not_contact
        from cells
    )
    on columns(*) into name field value text
)
order by field, text
