-- The cells that were read only in part or got a year added, and those whose words mean nothing to the log.
create table remarks as
with texts as (
    select line, field, field as name, text from (unpivot (
        select
            line, channel, strategy, action, stage, outcome, status, event, kind, personalised, replied, do_not_contact,
            sent_at, replied_at, outcome_at, status_at, changed_at, arrived_at, accepted_at, promised_by, "at"
        from cells
    )
    on columns(* exclude (line)) into name field value text)
    union all
    select line, 'column ' || place, label, text from stage_cells
    union all
    select line, 'follow_up ' || place, label, text from follow_up_cells
    union all
    select line, 'column ' || place, label, day from follow_up_cells join follow_up_parts using (place, text)
)
select line, field, name, text, remark from texts join noted using (field, text)
