-- The selected touches, each with its group and its subgroup.
select
    touch.*,
    coalesce(case $by
        when 'all' then 'all'
        when 'channel' then channel::varchar
        when 'strategy' then strategy::varchar
        when 'stage' then stage::varchar
        when 'personalised' then case personalised when true then 'personalised' when false then 'not personalised' end
        else named.name
    end, 'unknown') as name,
    coalesce(case $split
        when 'channel' then channel::varchar
        when 'strategy' then strategy::varchar
        when 'stage' then stage::varchar
        when 'personalised' then case personalised when true then 'personalised' when false then 'not personalised' end
        else divided.name
    end, 'unknown') as split
from selected_touches as touch
left join spellings as named on named.part = 'by' and named.column_name = $by and named.id = touch.id
left join spellings as divided on divided.part = 'split' and divided.column_name = $split and divided.id = touch.id
