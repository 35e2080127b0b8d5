-- How far did each opportunity come?
with kinds as (
    select
        applied, answered, screened or interviewed as interviewed, final, offered, rejected, withdrawn,
        count(*) as opportunities
    from opportunities
    group by all
)
select source, target, sum(opportunities)::bigint as opportunities
from kinds
join moves using (applied, answered, interviewed, final, offered, rejected, withdrawn)
group by source, target
