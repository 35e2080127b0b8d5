-- The distinct texts in columns of dates, with the moments of those in the ISO format. The others are read in Python.
-- `written`: a moment by another clock than the log's, as it was written.
create table moments as
with dated_texts as (
    select field, text from distinct_texts where field in $columns
    union all
    select distinct 'column ' || place, text from stage_cells
    union all
    select distinct 'column ' || place, day from follow_up_parts where day is not null
)
select field, text, iso(text) as moment, timed(iso(text)) as timed, null::varchar as written from dated_texts
