-- The words that name the group of each touch by a column of texts, or its subgroup (the `part`). Texts that differ in case or
-- in spaces alone are one group, named as most are written. A word that only repeats a channel's name is that name.
with asked as (
    select part, column_name
    from (select unnest(['by', 'split']) as part, unnest([$by::varchar, $split::varchar]) as column_name)
    where column_name not in ('all', 'channel', 'strategy', 'stage', 'personalised')
),
written as (
    select
        part, column_name, id,
        case
            when column_name = 'company' then company
            when column_name = 'contact' then contact
            when column_name = 'role' then role
            when column_name = 'client' then client
            when column_name <> 'source' or part = 'by' then extra[column_name]
            when lower(regexp_replace(source, '[\W_]+', '', 'g')) = replace(channel::varchar, '_', '') then channel::varchar
            else coalesce(source, channel::varchar)
        end as text
    from measured_touches
    cross join asked
),
texts as (
    select part, column_name, text, count(*) as often, lower(regexp_replace(trim(text), '\s+', ' ', 'g')) as folded
    from written
    where text is not null
    group by part, column_name, text
),
named as (
    select part, column_name, folded, first(text order by often desc, text desc) as name
    from texts
    group by part, column_name, folded
)
select written.part, written.column_name, written.id, named.name
from written
join texts using (part, column_name, text)
join named using (part, column_name, folded)
