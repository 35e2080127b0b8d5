-- People or opportunities as units, where these are counted: once per group, from the first touch there.
select
    name, split, null::stage as stage, null::channel as channel, unit as cluster,
    null::bigint as id, any_value(client) as client, any_value(opportunity) as opportunity,
    min(sent_on) filter (where untimed is null) as sent_on,
    null::date as next_sent_on,
    bool_or(counts and replied) as replied,
    min(replied_on) filter (where untimed is null) as replied_on,
    bool_or(counts and positive) as positive,
    bool_or(counts and rejection) and not bool_or(counts and positive) as rejection,
    case
        when unit is null and $per = 'contact' then 'no contact named'
        when not bool_or(counts) then min(untimed)
    end as reason
from named_touches
where $per <> 'message'
group by name, split, unit, case when unit is null then id end
