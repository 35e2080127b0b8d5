-- The rows of both versions with the same cells.
select older.line as line_before, newer.line
from counted_rows as older
join counted_rows as newer using (cells, occurrence)
where older.version = 'older' and newer.version = 'newer'
