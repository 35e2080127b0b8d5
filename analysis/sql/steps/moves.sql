-- The moves that opportunities make on their way, for each kind of opportunity: what it reached, and how it ended.
with kinds as (
    select distinct applied, answered, screened or interviewed as interviewed, final, offered, rejected, withdrawn
    from opportunities
),
steps as (
    select
        kinds.*,
        list_filter(
            [
                case when applied then 'applied' else 'contacted' end,
                case when answered then 'answered' end,
                case when interviewed then 'interview' end,
                case when final then 'final' end,
                case
                    when offered then 'offer'
                    when rejected then 'rejected'
                    when withdrawn then 'withdrawn'
                    when answered or interviewed or final then 'open'
                    else 'no answer'
                end
            ],
            lambda step: step is not null
        ) as steps
    from kinds
)
select * exclude (steps, move), move[1] as source, move[2] as target
from (select *, unnest(list_zip(steps[:-2], steps[2:])) as move from steps)
