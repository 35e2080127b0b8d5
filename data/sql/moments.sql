-- Which texts are dates, and which moments do they name? Each is read once; the ISO way needs no reading.
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
select field, text, iso(text) as moment, timed(iso(text)) as timed from found
