-- What a reply rate counts: messages, or people, or opportunities (once per group, the clock starting at the first
-- touch there). A unit was answered, or last seen silent, `day` days after sending; `reason` says why one is left out.
with named as (
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
        touches.*
    from touches
),
messages as (
    select
        name, split, stage, channel, thread as cluster, id, client, opportunity, sent_on, next_sent_on, answered, answered_on, positive, rejection,
        case when not counts then untimed end as reason
    from named
    where $per = 'message'
),
others as (
    select
        name, split, null::stage as stage, null::channel as channel, unit as cluster,
        null::bigint as id, any_value(client) as client, any_value(opportunity) as opportunity,
        min(sent_on) filter (where untimed is null) as sent_on,
        null::date as next_sent_on,
        bool_or(counts and answered) as answered,
        min(answered_on) filter (where untimed is null) as answered_on,
        bool_or(counts and positive) as positive,
        bool_or(counts and rejection) and not bool_or(counts and positive) as rejection,
        case
            when unit is null and $per = 'contact' then 'no contact named'
            when not bool_or(counts) then min(untimed)
        end as reason
    from named
    where $per <> 'message'
    group by name, split, unit, case when unit is null then id end
),
watched as (
    select
        *,
        date_diff('day', sent_on, least(next_sent_on, $as_of)) as silent_days,
        case
            when not answered then null
            when answered_on is not null then date_diff('day', sent_on, answered_on)
            when date_diff('day', sent_on, $as_of) >= $within then $within
        end as reply_day
    from (select * from messages union all select * from others)
)
select
    coalesce(name, 'unknown') as name,
    coalesce(split, 'unknown') as split,
    stage, channel, cluster, id, client, opportunity,
    case
        when reason is not null then reason
        when $basis = 'within' and answered and reply_day is null then 'answered on an unknown day, and too young to judge'
    end as reason,
    case when $basis = 'recorded' then 0 when answered then reply_day else silent_days end as day,
    answered, positive, rejection,
    reason is null and answered and answered_on is null as undated,
    $basis = 'within' and not answered and next_sent_on is null and silent_days < $within as waiting
from watched
