-- When each row of a wide file reached each stage. A yes without a date counts as reached on an unknown day; a word that
-- is neither (TBD) says nothing, but that of sending has to be a day, or say that nothing was sent (`denied`, `planned`).
create table stages as
with read_cells as (
    select
        stage_cells.*, words.key, moments.moment, coalesce(moments.timed, false) as timed,
        stage_cells.any_interview and coalesce('screen' = words.implied, false) as by_phone,
        kind = 'applied' and moments.moment is null and coalesce('wishlist' = words.implied, false) as planned
    from stage_cells
    left join moments on moments.field = 'column ' || stage_cells.place and moments.text = stage_cells.text
    left join words on words.field = 'reached' and words.text = stage_cells.text
)
select
    line, case when by_phone then 'screen' else kind end as kind, place, label, text, moment, timed,
    moment is not null or coalesce(key = 'yes', false) as reached,
    moment is null and key is null and not planned and (kind = 'applied' or looks_dated(text)) as unreadable,
    moment is null and key is null and not planned as unclear,
    planned or (kind = 'applied' and coalesce(key = 'no', false)) as denied,
    planned
from read_cells
