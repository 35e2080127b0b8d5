-- The selected touches, each with its group, its subgroup, its unit, and why it does not count. Texts that differ in case
-- or in spaces alone are one group, named as most are written; a word that only repeats a channel's name is that name.
with spelled as (
    select
        case $by
            when 'all' then 'all'
            when 'channel' then channel::varchar
            when 'strategy' then strategy::varchar
            when 'stage' then stage::varchar
            when 'personalised' then case personalised when true then 'personalised' when false then 'not personalised' end
            when 'company' then company
            when 'contact' then contact
            when 'role' then role
            when 'client' then client
            else extra[$by]
        end as written,
        case $split
            when 'stage' then stage::varchar
            when 'source' then case
                when lower(regexp_replace(source, '[\W_]+', '', 'g')) = replace(channel::varchar, '_', '') then channel::varchar
                else coalesce(source, channel::varchar)
            end
            else extra[$split]
        end as split_written,
        case $per when 'contact' then person when 'opportunity' then opportunity end as unit,
        case
            when untimed = 'after the data date' then untimed
            when uncounted is not null and not (shared_reply is not null and $per <> 'message') then uncounted
            when $basis = 'within' then untimed
            when $basis = 'recorded' and sent_on is null then 'undated'
        end as left_out,
        selected_touches.*
    from selected_touches
),
spellings as (
    select
        part, lower(regexp_replace(trim(text), '\s+', ' ', 'g')) as folded,
        first(text order by often desc, text desc) as name
    from (
        select part, text, count(*) as often
        from (select false as part, written as text from spelled union all select true, split_written from spelled)
        where text is not null
        group by part, text
    )
    group by part, folded
)
select spelled.* exclude (written, split_written), named.name, divided.name as split
from spelled
left join spellings as named on not named.part and named.folded = lower(regexp_replace(trim(written), '\s+', ' ', 'g'))
left join spellings as divided on divided.part and divided.folded = lower(regexp_replace(trim(split_written), '\s+', ' ', 'g'))
