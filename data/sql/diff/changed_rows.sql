-- The rows of both versions that are different but have the same key.
select older.line as line_before, newer.line
from different_rows as older
join different_rows as newer using ("key", occurrence)
where older.version = 'older' and newer.version = 'newer'
