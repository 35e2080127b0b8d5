-- The stages that each row of a wide file reached. `advanced`: one that takes a reply to reach.
select
    line,
    min(moment) filter (where kind = 'applied') as applied_at,
    bool_or(timed) filter (where kind = 'applied') as applied_timed,
    count(*) filter (where reached) as stages_reached,
    count(*) filter (where reached and kind <> 'applied') as steps_reached,
    min(case when planned then text else label || ': ' || text end) filter (where denied) as not_applied,
    bool_or(planned) as application_planned,
    bool_or(unclear) filter (where kind <> 'applied') as unclear_stage,
    min(['column ' || place, text]) filter (where unreadable) as unreadable_stage
from stages
group by line
