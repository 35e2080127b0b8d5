-- The stages noted on touches, which were reached by then, where no milestone records them.
select
    opportunity, arg_min(line, (sent_at, line)) as line, min(sent_at) as reached_at, false as timed, stage::varchar as kind, null as label
from sent
where stage <> 'prospect'
    and not exists (
        select 1 from recorded_milestones as recorded
        where recorded.opportunity = sent.opportunity and recorded.kind = sent.stage::varchar
    )
group by opportunity, stage
