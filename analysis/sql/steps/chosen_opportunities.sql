-- The opportunities with at least one touch that the filters choose, sent by the data date.
select opportunity
from placed_opportunity_cells
where whole
union all
select opportunity
from selected_touches
where untimed is distinct from 'after the data date'
    and opportunity in (select opportunity from placed_opportunity_cells where cut)
