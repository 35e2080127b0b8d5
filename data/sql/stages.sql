-- When each row of a wide file reached each stage. A yes without a date counts as reached on an unknown day; a word that
-- is neither (TBD) says nothing, but that of sending has to be a day.
create table stages as
select
    stage_cells.line, stage_cells.kind, stage_cells.place, stage_cells.label, stage_cells.text,
    moments.moment, coalesce(moments.timed, false) as timed,
    moments.moment is not null or coalesce(words.key = 'yes', false) as reached,
    moments.moment is null and words.key is null
        and (stage_cells.kind = 'applied' or looks_dated(stage_cells.text)) as unreadable,
    moments.moment is null and words.key is null as unclear,
    stage_cells.kind = 'applied' and coalesce(words.key = 'no', false) as denied
from stage_cells
left join moments on moments.field = 'column ' || stage_cells.place and moments.text = stage_cells.text
left join words on words.field = 'reached' and words.text = stage_cells.text
