-- When could this have been done?
with chances as (
    select opportunity, strategy, tip, kept, over from kept_by_interview
    union all
    select opportunity, strategy, tip, kept, over from kept_by_silence
    union all
    select opportunity, strategy, tip, kept, over from kept_by_event join (select id, opportunity from measured) using (id)
    union all
    select opportunity, strategy, tip, kept, over
    from kept_by_thread
    join (select distinct thread, opportunity from measured) using (thread)
    union all
    select opportunity, strategy, tip, true, true
    from opportunities
    join reachable using (applied, screened, interviewed, final, offered)
)
select null as id, opportunity, case when not (kept or over) then 'there is still time' end as reason
from chances
where strategy = $strategy and tip = 'chance'
