-- The rows of both versions: their cells, as they are and corrected, and what two versions of a row have in common.
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
