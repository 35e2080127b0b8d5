-- For each strategy at each stage and opportunity: what was sent, and whether an interview or an offer came afterwards.
with named as (
    select
        coalesce(strategy::varchar, 'unknown') as strategy,
        coalesce(stage::varchar, 'unknown') as stage,
        coalesce(stage in ('screen', 'interview', 'final', 'offer'), false) as interviewing,
        opportunity, sent_on, answered
    from touches
    where untimed is distinct from 'after the data date'
),
used as (
    select
        strategy, stage, interviewing, opportunity,
        count(*) as touches,
        count(*) filter (where answered) as replies,
        -- An interview on the day of a note about it came before the note.
        min(sent_on) + interviewing::int as from_day
    from named
    group by strategy, stage, interviewing, opportunity
),
followed as (
    select
        used.strategy, used.stage, used.opportunity,
        bool_or(
            kind in ('screen', 'interview', 'final') and coalesce(reached_at::date >= from_day, not interviewing)
        ) as interviewed,
        bool_or(kind in ('offer', 'accepted') and coalesce(reached_at::date >= from_day, true)) as offered
    from used
    join milestones on milestones.opportunity = used.opportunity and milestones.precision <> 'by'
    group by used.strategy, used.stage, used.opportunity
)
select used.*, coalesce(interviewed, false) as interviewed, coalesce(offered, false) as offered
from used
left join followed using (strategy, stage, opportunity)
