-- The distinct texts in columns of dates that are not in the ISO format, of several files whose rows have the number of
-- their file as line.
with texts as (
    unpivot (
        select line, sent_at, replied_at, outcome_at, status_at, changed_at, arrived_at, accepted_at, promised_by, "at" from cells
    )
    on columns(* exclude (line)) into name field value text
),
of_files as (
    select distinct line, field, text from texts
    union
    select line, 'column ' || place, text from stage_cells
)
select line as file, field, text from of_files where iso(text) is null order by all
