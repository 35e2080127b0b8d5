-- What would the logs of a whole cohort of job seekers look like, put together?
-- `luck(key, what)` is a number from 0 to 1 that the seed decides, `pick` takes one of a list by it. About three touches an opportunity, one
-- hundred and twenty opportunities a client, over two years; shares and delays are those of the made-up job searches
-- in `data/samples`.
with searches as (
    select
        number,
        'C' || lpad((number // 120)::varchar, 6, '0') as client,
        'Company ' || floor(luck(number, 'company') * 5000)::int as company,
        'Role ' || number % 120 as role,
        date '2024-01-01' + (luck(number, 'start') * 730)::int as first_day,
        pick([1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 9], luck(number, 'size')) as size,
        pick([0, 0, 0, 0, 0, 1, 1, 2, null, null], luck(number, 'applies')) as applies_at,
        case when luck(number, 'invited') < 0.2 then applies_at + floor(luck(number, 'when') * 3) end as invited_at,
        luck(number, 'final') < 0.45 as gets_further,
        pick(['offer', 'rejection', 'none', 'none'], luck(number, 'end')) as ends
    from range($touches // 2) as numbers (number)
),
sent as (
    select
        *,
        number * 10 + place as touch,
        case
            when place > invited_at + 1 and gets_further then 'final'
            when place > invited_at then 'interview'
            when place > applies_at then 'applied'
            else 'prospect'
        end as stage,
        first_day + interval (place * 9 + floor(luck(touch, 'day') * 6)) day
            + interval (480 + floor(luck(touch, 'minute') * 600)) minute as sent_at
    from searches, unnest(range(size)) as places (place)
    where sent_at < '2026-02-01'
    order by number, place
    limit $touches
),
meant as (
    select
        *,
        case
            when place = applies_at then 'application'
            when stage = 'prospect' and place = 0
                then pick(['introduction', 'introduction', 'introduction', 'event', 'referral'], luck(touch, 'first'))
            when stage = 'prospect'
                then pick(['introduction', 'engage', 'connect', 'conversation', 'news'], luck(touch, 'again'))
            when stage = 'applied'
                then pick(['next_steps', 'next_steps', 'connect', 'materials', 'engage'], luck(touch, 'again'))
            else pick(['thank_you', 'thank_you', 'thank_you', 'next_steps', 'letter', 'news'], luck(touch, 'again'))
        end as strategy,
        -- One in eight goes to a second person there.
        'Contact ' || number || case when luck(touch, 'second') < 0.12 then ' b' else ' a' end as contact
    from sent
),
travelled as (
    select
        *,
        case strategy
            when 'application' then pick(['website', 'website', 'website', 'job_board', 'email'], luck(touch, 'way'))
            when 'connect' then 'linkedin'
            when 'engage' then pick(['social', 'linkedin'], luck(touch, 'way'))
            when 'event' then 'event'
            when 'letter' then 'letter'
            when 'referral' then pick(['referral', 'referral', 'email', 'phone'], luck(touch, 'way'))
            when 'conversation' then pick(['phone', 'email', 'in_person'], luck(touch, 'way'))
            else pick(['email', 'email', 'email', 'linkedin', 'phone', 'in_person'], luck(touch, 'way'))
        end as channel
    from meant
),
answered as (
    select
        *,
        coalesce(place = invited_at, false)
        or luck(touch, 'answer') < case channel
            when 'referral' then 0.46 when 'in_person' then 0.42 when 'phone' then 0.38 when 'event' then 0.34
            when 'email' then 0.28 when 'linkedin' then 0.22 when 'letter' then 0.18 when 'website' then 0.15
            else 0.12
        end as answers,
        -- Weibull, as in the made-up job searches, to the minute.
        sent_at + interval (1 + floor(1440 * 6 * (-ln(1 - luck(touch, 'delay'))) ** (1 / 0.7))) minute as replied_at
    from travelled
),
ended as (
    select
        *,
        case
            when not answers or replied_at >= '2026-02-01' then 'none'
            when place = invited_at then 'interview'
            when place = size - 1 and stage in ('interview', 'final') then ends
            else pick(['reply', 'reply', 'positive', 'positive', 'rejection'], luck(touch, 'kind'))
        end as outcome
    from answered
)
select
    strftime(sent_at, '%Y-%m-%d %H:%M') as sent_at,
    client, company, contact, role, channel, strategy, stage,
    pick(['yes', 'yes', 'no', null], luck(touch, 'personal')) as personalised,
    case when outcome <> 'none' then strftime(replied_at, '%Y-%m-%d %H:%M') end as replied_at,
    outcome,
    case outcome when 'interview' then strftime(replied_at + interval 5 day, '%Y-%m-%d %H:%M') end as outcome_at,
    pick(['Job board', 'Newsletter', 'Job fair', 'Friend'], luck(number, 'source')) as source
from ended
order by client, ended.sent_at, touch
