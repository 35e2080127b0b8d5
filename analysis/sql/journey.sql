-- How far did each opportunity come?
with steps as (
    select opportunity, 0 as place, case when applied then 'applied' else 'contacted' end as step from opportunities
    union all
    select opportunity, 1, 'answered' from opportunities where answered
    union all
    select opportunity, 2, 'interview' from opportunities where screened or interviewed
    union all
    select opportunity, 3, 'final' from opportunities where final
    union all
    select opportunity, 4, 'offer' from opportunities where offered
    union all
    select
        opportunity,
        5,
        case
            when rejected then 'rejected'
            when withdrawn then 'withdrawn'
            when answered or screened or interviewed or final then 'open'
            else 'no answer'
        end
    from opportunities
    where not offered
),
moves as (
    select step as source, lead(step) over (partition by opportunity order by place) as target
    from steps
)
select source, target, count(*) as opportunities
from moves
where target is not null
group by source, target
