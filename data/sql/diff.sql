-- What became of each row of a file in a newer version of it. Rows whose cells are all the same are the same row, as
-- often as they are in both; so are rows that are the same once corrections count. Of the others, those with the same id
-- or, where one has none, the same keys are two versions of one row; a row with neither has no other version.
select 'known' as fate, line_before, line from same_rows
union all
select 'known', line_before, line from corrected_rows
union all
select 'changed', line_before, line from changed_rows
union all
select 'new', null, line from different_rows where version = 'newer' and line not in (select line from changed_rows)
union all
select 'gone', line, null from different_rows where version = 'older' and line not in (select line_before from changed_rows)
