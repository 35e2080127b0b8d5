-- The whole log as events, in order: it can be brought again and gives the same log.
with named as (
    select opportunity, any_value(coalesce(opportunity_name, 'row ' || opportunity)) as opportunity_name,
        any_value(client) as client, any_value(company) as company, any_value(role) as role
    from touches
    group by opportunity
),
events as (
    select
        'touch' as event, id, null as touch, sent_at as happened_at, timed, null as precision, null as kind, null as label, null as with_whom,
        opportunity, client, company, contact, role,
        channel::varchar as channel, strategy::varchar as strategy, stage::varchar as stage,
        personalised, message, notes, arrived_at, accepted_at, promised_by, do_not_contact, extra
    from touches
    union all by name
    select
        'reply' as event, replies.touch, received_at as happened_at, replies.timed, replies.kind,
        touches.opportunity, touches.client, touches.company, touches.contact, touches.role
    from replies
    left join touches on touches.id = replies.touch
    union all by name
    select
        'milestone' as event, reached_at as happened_at, precision = 'time' as timed, precision, kind::varchar as kind, label, with_whom,
        milestones.opportunity, named.client, named.company, named.role
    from milestones
    join named using (opportunity)
)
select
    event, id, touch,
    strftime(happened_at, case when timed then '%Y-%m-%d %H:%M:%S' else '%Y-%m-%d' end) as at,
    precision, kind, label, with_whom,
    events.client, events.company, contact, events.role, opportunity_name as opportunity,
    channel, strategy, stage,
    case personalised when true then 'yes' when false then 'no' end as personalised,
    message, notes, arrived_at, accepted_at, promised_by,
    case do_not_contact when true then 'yes' when false then 'no' end as do_not_contact,
    extra
from events
left join named using (opportunity)
order by happened_at nulls first, event, coalesce(id, touch), kind, label, opportunity_name
