-- Which dates are written the ISO way? Those need no reading; the rest is read from each distinct text.
create table moments as
with texts as (
    unpivot (select sent_at, replied_at, outcome_at, status_at, arrived_at, accepted_at, promised_by, "at" from cells)
    on columns(*) into name field value text
),
found as (
    select distinct field, text from texts
    union all
    select distinct 'column ' || place, text from stage_cells
)
select
    field,
    text,
    case
        when regexp_full_match(text, '\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?')
            then try_cast(rtrim(text, 'Z') as timestamp)
    end as moment,
    length(text) > 10 as timed
from found
