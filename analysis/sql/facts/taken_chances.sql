-- The strategies that were used in an opportunity while they were possible. A touch at an unknown stage counts as such.
with reached as (
    select
        opportunity,
        [
            'prospect',
            case when applied then 'applied' end,
            case when screened then 'screen' end,
            case when interviewed then 'interview' end,
            case when final then 'final' end,
            case when offered then 'offer' end
        ] as stages
    from measured_opportunities
)
select distinct touch.opportunity, rules.strategy, tip
from measured_touches as touch
join rules on rule = 'done_when_possible'
    and rules.strategy = touch.strategy::varchar
    and coalesce(list_contains(rules.stages, touch.stage::varchar), true)
join reached on reached.opportunity = touch.opportunity and list_has_any(rules.stages, reached.stages)
where untimed is distinct from 'after the data date'
