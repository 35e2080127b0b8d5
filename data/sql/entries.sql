-- What does each row of the file say, and what becomes of it?
create table entries as
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
read as (
    select
        cells.line,
        cells.own_row,
        cells.filled,
        cells.opening,
        cells.repetition,
        cells.repetition_of,
        cells.id as own_id,
        cells.event_rows,
        cells.touch as own_touch,
        case when cells.event_rows then event.key else 'touch' end as event,
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
        cells.label, cells.with_whom, cells.precision,
        cells.client, cells.company, cells.contact, cells.role, cells.opportunity, cells.message, cells.notes,
        coalesce(channel.key, case when cells.channel is not null then 'other' end, strategy.implied) as channel,
        coalesce(
            strategy.key,
            case when cells.strategy is not null then 'other' end,
            case when event.key = 'touch' then event.implied end,
            channel.implied,
            case when cells.own_row then 'application' end
        ) as strategy,
        stage.key as stage,
        outcome.key as outcome,
        status.key as status, status.implied as furthest, states.proves, states.answer, states.ended,
        states.sent = 'no' as never_sent,
        personalised.key = 'yes' as personalised,
        replied.key = 'yes' as replied,
        do_not_contact.key = 'yes' as do_not_contact,
        coalesce(sent.moment, happened.moment, reached.applied_at) as sent_at,
        coalesce(sent.timed, happened.timed, reached.applied_timed, false) as timed,
        answer.moment as replied_at, coalesce(answer.timed, false) as replied_timed,
        result.moment as outcome_at, coalesce(result.timed, false) as outcome_timed,
        standing.moment as status_at, coalesce(standing.timed, false) as status_timed,
        arrived.moment as arrived_at, accepted.moment as accepted_at, promised.moment as promised_by,
        coalesce(reached.stages_reached, 0) as stages_reached,
        -- A word that means nothing to the log is kept beside it, as it was written.
        map_concat(
            cells.extra,
            map_from_entries(list_filter(
                [
                    ('channel as written', case when channel.key is null then cells.channel end),
                    ('strategy as written', case when strategy.key is null then cells.strategy end),
                    ('stage as written', case when stage.key is null then cells.stage end),
                    ('outcome as written', case when outcome.key is null then cells.outcome end),
                    ('status as written', case when status.key is null then cells.status end),
                    ('kind as written', case when kind.key is null then cells.kind end),
                    ('personalised as written', case when personalised.key is null then cells.personalised end),
                    ('replied as written', case when replied.key is null then cells.replied end),
                    ('do_not_contact as written', case when do_not_contact.key is null then cells.do_not_contact end)
                ],
                lambda word: word[2] is not null
            ))
        ) as extra,
        case
            when cells.sent_at is not null and sent.moment is null then ['sent_at', cells.sent_at]
            when cells."at" is not null and happened.moment is null then ['at', cells."at"]
            when cells.replied_at is not null and answer.moment is null then ['replied_at', cells.replied_at]
            when cells.outcome_at is not null and result.moment is null then ['outcome_at', cells.outcome_at]
            when cells.status_at is not null and standing.moment is null then ['status_at', cells.status_at]
            when cells.arrived_at is not null and arrived.moment is null then ['arrived_at', cells.arrived_at]
            when cells.accepted_at is not null and accepted.moment is null then ['accepted_at', cells.accepted_at]
            when cells.promised_by is not null and promised.moment is null then ['promised_by', cells.promised_by]
            else reached.unreadable
        end as unreadable,
        case when cells.event_rows and event.key is null then coalesce(cells.event, '') end as unknown_event,
        coalesce(cells.kind, cells.label, '') as step
    from cells
    left join reached using (line)
    left join moments as sent on sent.field = 'sent_at' and sent.text = cells.sent_at
    left join moments as happened on happened.field = 'at' and happened.text = cells."at"
    left join moments as answer on answer.field = 'replied_at' and answer.text = cells.replied_at
    left join moments as result on result.field = 'outcome_at' and result.text = cells.outcome_at
    left join moments as standing on standing.field = 'status_at' and standing.text = cells.status_at
    left join moments as arrived on arrived.field = 'arrived_at' and arrived.text = cells.arrived_at
    left join moments as accepted on accepted.field = 'accepted_at' and accepted.text = cells.accepted_at
    left join moments as promised on promised.field = 'promised_by' and promised.text = cells.promised_by
    left join words as event on event.field = 'event' and event.text = cells.event
    left join words as kind on kind.field = 'kind' and kind.text = cells.kind
    left join words as channel on channel.field = 'channel' and channel.text = cells.channel
    left join words as strategy on strategy.field = 'strategy' and strategy.text = cells.strategy
    left join words as stage on stage.field = 'stage' and stage.text = cells.stage
    left join words as outcome on outcome.field = 'outcome' and outcome.text = cells.outcome
    left join words as status on status.field = 'status' and status.text = cells.status
    left join states on states.key = status.key
    left join words as personalised on personalised.field = 'personalised' and personalised.text = cells.personalised
    left join words as replied on replied.field = 'replied' and replied.text = cells.replied
    left join words as do_not_contact
        on do_not_contact.field = 'do_not_contact' and do_not_contact.text = cells.do_not_contact
),
judged as (
    select
        *,
        case
            when filled = 0 then 'nothing in it'
            when (sent_at is null or unreadable is not null) and filled <= 3 and regexp_matches(opening, $footer, 'i')
                then 'a footer'
            when (never_sent or 'wishlist' in (outcome, stage)) and sent_at is null and stages_reached = 0
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
)
select
    *,
    case
        when skipped_because is not null then 'skipped'
        when repetition > 1 and $drop_identical then 'duplicate'
        when rejected_because is not null then 'rejected'
        else 'accepted'
    end as fate
from judged
