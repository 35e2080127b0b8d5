-- The selected touches, each with the texts that name its group and its subgroup, its unit, and why it does not count. A word
-- that only repeats a channel's name is that name.
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
        when 'channel' then channel::varchar
        when 'strategy' then strategy::varchar
        when 'stage' then stage::varchar
        when 'personalised' then case personalised when true then 'personalised' when false then 'not personalised' end
        when 'company' then company
        when 'contact' then contact
        when 'role' then role
        when 'client' then client
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
