-- The touches that the filters choose. Filters never change what a touch is, only whether it counts.
select *
from touch_cells
where ($since is null or sent_on >= $since)
    and ($until is null or sent_on <= $until)
    and ($channels is null or list_contains($channels, coalesce(channel::varchar, 'unknown')))
    and ($strategies is null or list_contains($strategies, coalesce(strategy::varchar, 'unknown')))
    and ($stages is null or list_contains($stages, coalesce(stage::varchar, 'unknown')))
