-- The threads in which a touch has no date.
select distinct thread from watched_touches where untimed = 'undated'
