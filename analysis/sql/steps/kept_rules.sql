-- How often each rule of the playbook was kept, and how often this is known; `open` where there is still time.
with yes_or_no as (
    select strategy, tip, kept, over from selected_kept_by_interview
    union all
    select strategy, tip, kept, over from selected_kept_by_silence
    union all
    select strategy, tip, kept, over from selected_kept_by_event
    union all
    select strategy, tip, kept, over from selected_kept_by_thread
    union all
    select strategy, tip, kept, true from selected_kept_by_opportunity
)
select
    strategy, tip,
    count(*) filter (where kept) as kept,
    count(*) filter (where kept or over) as counted,
    count(*) filter (where not kept and not over) as open
from yes_or_no
group by strategy, tip
union all
select about, tip, sum(kept)::bigint, sum(counted)::bigint, 0 from selected_kept_by_touch group by about, tip
union all
select strategy, tip, kept, counted, open from possible
