-- The selected touches, each with its group, its subgroup, its unit, and whether it counts.
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
    end as name,
    case $split when 'stage' then stage::varchar else extra[$split] end as split,
    case $per when 'contact' then person when 'opportunity' then opportunity end as unit,
    untimed is null or ($basis = 'recorded' and untimed <> 'after the data date') as counts,
    selected_touches.*
from selected_touches
