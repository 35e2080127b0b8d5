-- The opportunities that made this move.
with kinds as (
    select opportunity, applied, replied, screened or interviewed as interviewed, final, offered, rejected, withdrawn
    from selected_opportunities
)
select null as id, opportunity, null as reason
from kinds
join moves using (applied, replied, interviewed, final, offered, rejected, withdrawn)
where source = $source and target = $target
