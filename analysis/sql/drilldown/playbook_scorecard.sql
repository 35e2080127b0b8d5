-- The occasions on which this could have been done.
with chances as (
    select opportunity, strategy, tip, kept, over from selected_kept_by_interview
    union all
    select opportunity, strategy, tip, kept, over from selected_kept_by_silence
    union all
    select opportunity, strategy, tip, kept, over from selected_kept_by_event join (select id, opportunity from measured_touches) using (id)
    union all
    select opportunity, strategy, tip, kept, over
    from selected_kept_by_thread
    join (select distinct thread, opportunity from measured_touches) using (thread)
    union all
    select opportunity, strategy, tip, true, true
    from selected_opportunities
    join reachable using (applied, screened, interviewed, final, offered)
)
select null as id, opportunity, case when not (kept or over) then 'there is still time' end as reason
from chances
where strategy = $strategy and tip = 'chance'
