-- The opportunities that reached something on an unknown day.
select distinct opportunity from milestones where precision = 'unknown' and kind not in ('rejected', 'withdrawn')
