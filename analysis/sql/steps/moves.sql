-- The moves of each kind of opportunity from step to step, to its end.
with kinds as (
    select distinct unsent, applied, replied, screened, interviewed, final, offered, rejected, withdrawn, unclear from journeys
),
steps as (
    select
        kinds.*,
        list_filter(
            [
                case when applied then 'applied' when unsent then 'unsent' else 'contacted' end,
                case when replied then 'answered' end,
                case when screened then 'screen' end,
                case when interviewed then 'interview' end,
                case when final then 'final' end,
                case
                    when offered then 'offer'
                    when rejected then 'rejected'
                    when withdrawn then 'withdrawn'
                    when replied or screened or interviewed or final then 'open'
                    when unclear then 'unknown'
                    else 'no answer'
                end
            ],
            lambda step: step is not null
        ) as steps
    from kinds
)
select * exclude (steps, move), move[1] as source, move[2] as target
from (select *, unnest(list_zip(steps[:-2], steps[2:])) as move from steps)
