-- Where a strategy was done in an opportunity while it was possible. A touch at an unknown stage counts as sent then.
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
    from opportunities
)
select distinct sent.opportunity, rules.strategy, tip
from measured as sent
join rules on rule = 'done_when_possible'
    and rules.strategy = sent.strategy::varchar
    and coalesce(list_contains(rules.stages, sent.stage::varchar), true)
join reached on reached.opportunity = sent.opportunity and list_has_any(rules.stages, reached.stages)
where untimed is distinct from 'after the data date'
