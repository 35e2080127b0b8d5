-- The distinct texts in columns of dates, with the moments of those in the ISO format. The others are read in Python.
-- `written`: a moment by another clock than the log's, as it was written.
create table moments as
with texts as (
    unpivot (select sent_at, replied_at, outcome_at, status_at, changed_at, arrived_at, accepted_at, promised_by, "at" from cells)
    on columns(*) into name field value text
),
dated_texts as (
    select distinct field, text from texts
    union all
    select distinct 'column ' || place, text from stage_cells
    union all
    select distinct 'column ' || place, day from follow_up_parts where day is not null
)
select field, text, iso(text) as moment, timed(iso(text)) as timed, null::varchar as written from dated_texts
