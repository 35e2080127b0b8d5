-- The stages of these touches, from what their opportunity had reached.
select
    touch.id,
    coalesce(
        stage_progress.furthest,
        case when undated_opportunities.opportunity is null and touch.sent_at is not null then 'prospect' end::stage
    ) as stage
from unstaged_touches as touch
asof left join stage_progress
    on touch.opportunity = stage_progress.opportunity and touch.stage_moment >= stage_progress.reached_at
left join undated_opportunities on undated_opportunities.opportunity = touch.opportunity
