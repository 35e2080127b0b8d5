-- What became of each row of a file in a newer version of it?
-- Rows with all cells alike are the same row, as often as they stand in both; so are rows that are alike once what the
-- person put right counts. Of the others, those are two versions of one row that have the same id or, where one has
-- none, the same keys; a row without either has no other version.
with "rows" as (
    select
        version, line, cells, corrected,
        case when id <> '' then ['id', id] when list_aggregate("keys", 'max') <> '' then "keys" end as "key"
    from (
        select
            'older' as version, line, id,
            [*columns('^c\d+$')] as cells, [*columns('^r\d+$')] as corrected, [*columns('^k\d+$')] as "keys"
        from older
        union all
        select 'newer', line, id, [*columns('^c\d+$')], [*columns('^r\d+$')], [*columns('^k\d+$')]
        from newer
    )
),
counted as (
    select *, row_number() over (partition by version, cells order by line) as occurrence from "rows"
),
same as (
    select older.line as line_before, newer.line
    from counted as older
    join counted as newer using (cells, occurrence)
    where older.version = 'older' and newer.version = 'newer'
),
others as (
    select *, row_number() over (partition by version, corrected order by line) as occurrence
    from "rows"
    where case version
        when 'older' then line not in (select line_before from same)
        else line not in (select line from same)
    end
),
put_right as (
    select older.line as line_before, newer.line
    from others as older
    join others as newer using (corrected, occurrence)
    where older.version = 'older' and newer.version = 'newer'
),
different as (
    select version, line, "key", row_number() over (partition by version, "key" order by line) as occurrence
    from others
    where case version
        when 'older' then line not in (select line_before from put_right)
        else line not in (select line from put_right)
    end
),
changed as (
    select older.line as line_before, newer.line
    from different as older
    join different as newer using ("key", occurrence)
    where older.version = 'older' and newer.version = 'newer'
)
select 'known' as fate, line_before, line from same
union all
select 'known', line_before, line from put_right
union all
select 'changed', line_before, line from changed
union all
select 'new', null, line from different where version = 'newer' and line not in (select line from changed)
union all
select 'gone', line, null from different where version = 'older' and line not in (select line_before from changed)
