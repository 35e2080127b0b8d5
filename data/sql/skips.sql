-- The rows that are not touches.
select line, skipped_because as reason from entries where fate = 'skipped' order by line
