-- The furthest stage that each opportunity had reached, at each moment at which it reached one.
with progress as (
    select
        opportunity,
        reached_at,
        max(kind::stage) over (partition by opportunity order by reached_at) as furthest
    from milestones
    where kind in ('applied', 'screen', 'interview', 'final', 'offer') and reached_at is not null
)
select opportunity, reached_at, max(furthest) as furthest from progress group by opportunity, reached_at
