-- What does each row of the file say, and what becomes of it?
create type fate as enum ('accepted', 'duplicate', 'rejected', 'skipped');

create table filled_entries as
with reached as (
    select
        line,
        min(moment) filter (where kind = 'applied') as applied_at,
        bool_or(timed) filter (where kind = 'applied') as applied_timed,
        count(*) filter (where reached) as stages_reached,
        min(['column ' || place, text]) filter (where unreadable) as unreadable
    from stages
    group by line
),
-- What was not understood, or only in part, is kept beside the log as it was written.
written as (
    select line, map_from_entries(list((name || ' as written', text))) as kept
    from remarks
    where field <> 'event'
    group by line
),
dated as (
    select
        cells.*,
        coalesce(cells.sent_at_iso, sent.moment) as sent,
        coalesce(cells.at_iso, happened.moment) as happened,
        coalesce(cells.replied_at_iso, reply.moment) as reply,
        coalesce(cells.outcome_at_iso, result.moment) as result,
        coalesce(cells.status_at_iso, standing.moment) as standing,
        coalesce(cells.arrived_at_iso, arrived.moment) as arrived,
        coalesce(cells.accepted_at_iso, accepted.moment) as accepted,
        coalesce(cells.promised_by_iso, promised.moment) as promised,
        coalesce(timed(cells.sent_at_iso), sent.timed) as sent_timed,
        coalesce(timed(cells.at_iso), happened.timed) as happened_timed,
        coalesce(timed(cells.replied_at_iso), reply.timed) as reply_timed,
        coalesce(timed(cells.outcome_at_iso), result.timed) as result_timed,
        coalesce(timed(cells.status_at_iso), standing.timed) as standing_timed
    from cells
    left join moments as sent on sent.field = 'sent_at' and sent.text = cells.sent_at
    left join moments as happened on happened.field = 'at' and happened.text = cells."at"
    left join moments as reply on reply.field = 'replied_at' and reply.text = cells.replied_at
    left join moments as result on result.field = 'outcome_at' and result.text = cells.outcome_at
    left join moments as standing on standing.field = 'status_at' and standing.text = cells.status_at
    left join moments as arrived on arrived.field = 'arrived_at' and arrived.text = cells.arrived_at
    left join moments as accepted on accepted.field = 'accepted_at' and accepted.text = cells.accepted_at
    left join moments as promised on promised.field = 'promised_by' and promised.text = cells.promised_by
),
read as (
    select
        dated.line,
        dated.own_row,
        dated.said,
        coalesce(repetitions.repetition, 1) as repetition,
        repetitions.repetition_of,
        dated.id as own_id,
        dated.event_rows,
        dated.touch as own_touch,
        case when dated.event_rows then event.key else 'touch' end as event,
        case event.key
            when 'reply' then coalesce(
                event.implied,
                case coalesce(kind.key, outcome.key)
                    when 'positive' then 'positive'
                    when 'screen' then 'interview' when 'interview' then 'interview' when 'final' then 'interview'
                    when 'offer' then 'offer' when 'accepted' then 'offer'
                    when 'rejection' then 'rejection' when 'rejected' then 'rejection'
                    else 'reply'
                end
            )
            when 'milestone' then coalesce(
                event.implied,
                case
                    when kind.key = 'rejection' then 'rejected'
                    when kind.key not in ('reply', 'positive', 'none') then kind.key
                end
            )
        end as kind,
        dated.label, dated.with_whom, dated.precision,
        dated.client, dated.company, dated.contact, dated.role, dated.opportunity, dated.message, dated.notes,
        coalesce(channel.key, case when dated.channel is not null then 'other'::word end, strategy.implied) as channel,
        coalesce(
            strategy.key,
            case when dated.strategy is not null then 'other'::word end,
            case when event.key = 'touch' then event.implied end,
            channel.implied,
            case when dated.own_row then 'application'::word end
        ) as strategy,
        stage.key as stage,
        coalesce(outcome.key, replied.implied) as outcome,
        status.key as status, status.implied as furthest, states.proves, states.answer, states.ended,
        states.sent = 'no' as never_sent,
        personalised.key = 'yes' as personalised,
        replied.key = 'yes' as replied,
        do_not_contact.key = 'yes' as do_not_contact,
        coalesce(dated.sent, happened, reached.applied_at) as sent_at,
        coalesce(sent_timed, happened_timed, reached.applied_timed, false) as timed,
        reply as replied_at, coalesce(reply_timed, false) as replied_timed,
        result as outcome_at, coalesce(result_timed, false) as outcome_timed,
        standing as status_at, coalesce(standing_timed, false) as status_timed,
        arrived as arrived_at, accepted as accepted_at, promised as promised_by,
        coalesce(reached.stages_reached, 0) as stages_reached,
        case when kept is null then dated.extra else map_concat(dated.extra, kept) end as extra,
        case
            when dated.sent_at is not null and dated.sent is null then ['sent_at', dated.sent_at]
            when dated."at" is not null and happened is null then ['at', dated."at"]
            when dated.replied_at is not null and reply is null then ['replied_at', dated.replied_at]
            when dated.outcome_at is not null and result is null then ['outcome_at', dated.outcome_at]
            when dated.status_at is not null and standing is null then ['status_at', dated.status_at]
            when dated.arrived_at is not null and arrived is null then ['arrived_at', dated.arrived_at]
            when dated.accepted_at is not null and accepted is null then ['accepted_at', dated.accepted_at]
            when dated.promised_by is not null and promised is null then ['promised_by', dated.promised_by]
            else reached.unreadable
        end as unreadable,
        case when dated.event_rows and event.key is null then coalesce(dated.event, '') end as unknown_event,
        coalesce(dated.kind, dated.label, '') as step
    from dated
    left join repetitions using (line)
    left join written using (line)
    left join reached using (line)
    left join words as event on event.field = 'event' and event.text = dated.event
    left join words as kind on kind.field = 'kind' and kind.text = dated.kind
    left join words as channel on channel.field = 'channel' and channel.text = dated.channel
    left join words as strategy on strategy.field = 'strategy' and strategy.text = dated.strategy
    left join words as stage on stage.field = 'stage' and stage.text = dated.stage
    left join words as outcome on outcome.field = 'outcome' and outcome.text = dated.outcome
    left join words as status on status.field = 'status' and status.text = dated.status
    left join states on states.key = status.key
    left join words as personalised on personalised.field = 'personalised' and personalised.text = dated.personalised
    left join words as replied on replied.field = 'replied' and replied.text = dated.replied
    left join words as do_not_contact
        on do_not_contact.field = 'do_not_contact' and do_not_contact.text = dated.do_not_contact
),
judged as (
    select
        *,
        case
            when len(said) = 0 then 'nothing in it'
            when (sent_at is null or unreadable is not null) and len(said) <= 3 and regexp_matches(said[1], $footer, 'i') then 'a footer'
            when (never_sent or 'wishlist' in (outcome, stage)) and not event_rows and sent_at is null and stages_reached = 0
                then 'a wish, never sent'
            when own_row and sent_at is null and stages_reached = 0 and status is null
                then 'no date and no status: nothing says that it was sent'
        end as skipped_because,
        case
            when unreadable is not null then [unreadable[1], unreadable[2], 'date']
            when unknown_event is not null then ['event', unknown_event, 'no known kind of event']
            when event = 'milestone' and kind is null then ['kind', step, 'no known kind of milestone']
        end as rejected_because
    from read
),
fated as (
    select
        *,
        case
            when skipped_because is not null then 'skipped'
            when repetition > 1 and ($drop_identical or list_contains($merged, repetition_of)) then 'duplicate'
            when rejected_because is not null then 'rejected'
            else 'accepted'
        end::fate as fate
    from judged
)
select columns($filled)
from fated
