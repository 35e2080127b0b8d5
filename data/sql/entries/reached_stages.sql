-- The stages that each row of a wide file reached.
select
    line,
    min(moment) filter (where kind = 'applied') as applied_at,
    bool_or(timed) filter (where kind = 'applied') as applied_timed,
    count(*) filter (where reached) as stages_reached,
    min(['column ' || place, text]) filter (where unreadable) as unreadable_stage
from stages
group by line
