-- Which dates are written the ISO way? Those need no reading; the rest is read from each distinct text.
-- Exports write a plain date as midnight; a message sent at that very moment is the exception.
create table moments as
with texts as (
    unpivot (select sent_at, replied_at, outcome_at, status_at, arrived_at, accepted_at, promised_by, "at" from cells)
    on columns(*) into name field value text
),
found as (
    select distinct field, text from texts
    union all
    select distinct 'column ' || place, text from stage_cells
),
read as (
    select
        field,
        text,
        case
            when regexp_full_match(text, '(19|20)\d{2}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z?)?')
                then try_cast(rtrim(text, 'Z') as timestamp)
        end as moment
    from found
)
select field, text, moment, moment <> moment::date as timed from read
