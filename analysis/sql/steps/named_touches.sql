-- The selected touches, each with its group and its subgroup. Texts that differ in case or in spaces alone are one group,
-- named as most are written.
with spellings as (
    select
        part, lower(regexp_replace(trim(text), '\s+', ' ', 'g')) as folded,
        first(text order by often desc, text desc) as name
    from (
        select part, text, count(*) as often
        from (select false as part, written as text from spelled_touches union all select true, split_written from spelled_touches)
        where text is not null
        group by part, text
    )
    group by part, folded
)
select spelled_touches.* exclude (written, split_written), named.name, divided.name as split
from spelled_touches
left join spellings as named on not named.part and named.folded = lower(regexp_replace(trim(written), '\s+', ' ', 'g'))
left join spellings as divided on divided.part and divided.folded = lower(regexp_replace(trim(split_written), '\s+', ' ', 'g'))
