-- The whole log as events, in order: it can be imported again and gives the same log. The last columns are the line that
-- each event comes from, and whether its opportunity has no name of its own. Where a log records replies and has none
-- ($silent), each touch says so: without that, events without a reply look like events of a log that records none. Where
-- moments were moved to the clock of one UTC offset, each has its own behind it.
with named as (
    select
        opportunity,
        coalesce(min(opportunity_name), 'row ' || opportunity) as name,
        min(opportunity_name) is null as unnamed
    from keyed
    group by opportunity
),
log_events as (
    select 'touch' as event, line, id, sent_at as happened_at, written_at from sent
    union all by name
    select
        'reply' as event, line, coalesce(touch::varchar, array_to_string(list_sort(among), '+')) as touch, coalesce(received_at, received_by) as happened_at, kind,
        case when received_at is null and received_by is not null then 'by' end as precision
    from replies
    union all by name
    select
        'milestone' as event, line, reached_at as happened_at, precision, kind::varchar as kind, label, with_whom
    from milestones
)
-- The other columns of a row are filled once: for the event that the row is about.
select
    log_events.event, log_events.id, log_events.touch,
    coalesce(log_events.written_at, regexp_replace(happened_at::varchar, ' 00:00:00$', '') || if(timed(happened_at), $offset, '')) as "at",
    log_events.precision, log_events.kind, log_events.label, log_events.with_whom,
    source.client, source.company, source.contact, source.role, named.name as opportunity,
    own.channel::varchar as channel, own.strategy::varchar as strategy, own.stage::varchar as stage,
    coalesce(
        case when log_events.event = 'touch' and log_events.id in (select id from unclear_thanks) then 'unknown' end,
        own.reply_note::varchar, own.outcome::varchar,
        case when $silent and log_events.event = 'touch' then 'none' end
    ) as outcome,
    own.status::varchar as status,
    case own.personalised when true then 'yes' when false then 'no' end as personalised,
    own.message, own.notes,
    regexp_replace(own.arrived_at::varchar, ' 00:00:00$', '') as arrived_at,
    regexp_replace(own.accepted_at::varchar, ' 00:00:00$', '') as accepted_at,
    regexp_replace(own.promised_by::varchar, ' 00:00:00$', '') as promised_by,
    case own.do_not_contact when true then 'yes' when false then 'no' end as do_not_contact,
    regexp_replace(own.changed_at::varchar, ' 00:00:00$', '') as changed_at,
    own.extra, coalesce(source.home, source.line) as line, named.unnamed
from log_events
join keyed as source on source.line = log_events.line
join named on named.opportunity = source.opportunity
left join keyed as own on own.line = log_events.line and own.event = log_events.event
order by happened_at nulls first, log_events.event, log_events.id, log_events.touch, log_events.kind, log_events.label, log_events.line
