-- Which opportunities made this move?
with kinds as (
    select opportunity, applied, answered, screened or interviewed as interviewed, final, offered, rejected, withdrawn
    from opportunities
)
select null as id, opportunity, null as reason
from kinds
join moves using (applied, answered, interviewed, final, offered, rejected, withdrawn)
where source = $source and target = $target
