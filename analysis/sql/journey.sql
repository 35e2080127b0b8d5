-- How far did each opportunity come?
with kinds as (
    select
        applied, answered, screened or interviewed as interviewed, final, offered, rejected, withdrawn,
        count(*) as opportunities
    from opportunities
    group by all
),
steps as (
    select
        opportunities,
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
),
moves as (
    select opportunities, unnest(list_zip(steps[:-2], steps[2:])) as move from steps
)
select move[1] as source, move[2] as target, sum(opportunities)::bigint as opportunities
from moves
group by source, target
