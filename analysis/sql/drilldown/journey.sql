-- The opportunities that made this move.
select null as id, opportunity, null as reason
from journeys
join moves using (unsent, applied, replied, screened, interviewed, final, offered, rejected, withdrawn, unclear)
where source = $source and target = $target
