-- The selected touches, each with its group, its subgroup, its unit, and why it does not count.
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
    case
        when untimed = 'after the data date' then untimed
        when uncounted is not null then uncounted
        when $basis = 'within' then untimed
        when $basis = 'recorded' and sent_on is null then 'undated'
    end as left_out,
    selected_touches.*
from selected_touches
