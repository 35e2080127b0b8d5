-- The stages of these touches, from what their opportunity had reached. A first application is made before applying,
-- whatever became of it.
select
    touch.id,
    coalesce(
        stage_progress.furthest,
        case
            when touch.first_application then 'prospect'
            when touch.sent_at is not null and coalesce(touch.sent_at <= undated.unsure_from, true) then 'prospect'
        end::stage
    ) as stage
from unstaged_touches as touch
asof left join stage_progress
    on touch.opportunity = stage_progress.opportunity and touch.stage_moment >= stage_progress.reached_at
left join undated_opportunities as undated on undated.opportunity = touch.opportunity
