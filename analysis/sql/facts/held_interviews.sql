-- Every dated interview and final round, with who held it, and the next later day on which there was one.
with held as (
    select
        opportunity, reached_at, precision = 'time' as timed, reached_at::date as held_on, lower(trim(with_whom)) as held_by
    from milestones
    where kind in ('interview', 'final') and precision in ('day', 'time') and reached_at::date <= $as_of
),
days as (
    select opportunity, held_on, lead(held_on) over (partition by opportunity order by held_on) as next_on
    from (select distinct opportunity, held_on from held)
)
select held.*, days.next_on
from held
join days using (opportunity, held_on)
