-- How far did each opportunity come?
with kinds as (
    select unsent, applied, replied, screened, interviewed, final, offered, rejected, withdrawn, unclear, count(*) as opportunities
    from journeys
    group by all
)
select source, target, sum(opportunities)::bigint as opportunities
from kinds
join moves using (unsent, applied, replied, screened, interviewed, final, offered, rejected, withdrawn, unclear)
group by source, target
