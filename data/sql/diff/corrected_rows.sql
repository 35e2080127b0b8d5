-- The rows of both versions that are the same once corrections count.
select older.line as line_before, newer.line
from other_rows as older
join other_rows as newer using (corrected, occurrence)
where older.version = 'older' and newer.version = 'newer'
