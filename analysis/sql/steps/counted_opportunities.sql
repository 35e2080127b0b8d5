-- The opportunities that the totals count: the chosen ones, and where no filter chooses, those of which only steps are known.
select * from selected_opportunities
union all by name
select *
from untouched_opportunities
where $since is null and $until is null and $channels is null and $strategies is null and $stages is null
