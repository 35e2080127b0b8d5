-- For each strategy at each stage and opportunity: what was sent, and whether an interview or an offer came afterwards.
with used as (
    select
        strategy, stage, opportunity,
        coalesce(stage in ('screen', 'interview', 'final', 'offer'), false) as interviewing,
        count(*) as touches,
        min(sent_on) as first_on
    from selected_touches
    where untimed is distinct from 'after the data date' and id not in (select id from unordered_touches)
    group by strategy, stage, opportunity
),
-- The last interview and the last offer of each opportunity; `undated` where one came on an unknown day.
-- Accepting an offer is not another offer, unless the log says nothing of the offer itself; neither is an offer another
-- interview, unless it says nothing of one.
outcomes as (
    select
        opportunity,
        max(reached_at::date) filter (where kind in ('interview', 'final') or not noted) as interviewed_on,
        bool_or(reached_at is null) filter (where kind in ('interview', 'final') or not noted) as interview_undated,
        coalesce(
            max(reached_at::date) filter (where kind = 'offer'),
            max(reached_at::date) filter (where kind = 'accepted')
        ) as offered_on,
        coalesce(
            bool_or(reached_at is null) filter (where kind = 'offer'),
            bool_or(reached_at is null) filter (where kind = 'accepted')
        ) as offer_undated
    from (select *, bool_or(kind in ('interview', 'final')) over (partition by opportunity) as noted from known_milestones)
    where precision <> 'by' and kind in ('interview', 'final', 'offer', 'accepted')
    group by opportunity
),
-- An interview on the day of a note about it came before the note.
followed as (
    select *, first_on + interviewing::int as from_day from used left join outcomes using (opportunity)
)
select
    coalesce(strategy::varchar, 'unknown') as strategy,
    coalesce(stage::varchar, 'unknown') as stage,
    opportunity, touches,
    coalesce(
        interviewed_on >= from_day
        or (not interviewing and (interview_undated or (from_day is null and interviewed_on is not null))),
        false
    ) as interviewed,
    coalesce(offered_on >= from_day or offer_undated or (from_day is null and offered_on is not null), false) as offered
from followed
