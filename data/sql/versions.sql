-- What became of each row of a file in a newer version of it?
-- Rows with all cells alike are the same row, as often as they stand in both. Of the others, those are two versions of
-- one row that have the same id or, where one has none, the same keys; a row without either has no other version.
with "rows" as (
    select
        version, line, cells,
        case when id <> '' then ['id', id] when list_aggregate("keys", 'max') <> '' then "keys" end as "key"
    from (
        select 'older' as version, line, id, [*columns('^c\d+$')] as cells, [*columns('^k\d+$')] as "keys" from older
        union all
        select 'newer', line, id, [*columns('^c\d+$')], [*columns('^k\d+$')] from newer
    )
),
counted as (
    select *, row_number() over (partition by version, cells order by line) as occurrence from "rows"
),
known as (
    select older.line as line_before, newer.line
    from counted as older
    join counted as newer using (cells, occurrence)
    where older.version = 'older' and newer.version = 'newer'
),
others as (
    select version, line, "key" from "rows"
    where case version when 'older' then line not in (select line_before from known) else line not in (select line from known) end
),
numbered as (
    select *, row_number() over (partition by version, "key" order by line) as occurrence
    from others
    where "key" is not null
),
changed as (
    select older.line as line_before, newer.line
    from numbered as older
    join numbered as newer using ("key", occurrence)
    where older.version = 'older' and newer.version = 'newer'
)
select 'known' as fate, line_before, line from known
union all
select 'changed', line_before, line from changed
union all
select 'new', null, line from others where version = 'newer' and line not in (select line from changed)
union all
select 'gone', line, null from others where version = 'older' and line not in (select line_before from changed)
