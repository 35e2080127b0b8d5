-- What each row says, in the columns of `entries`, and what is wrong with it.
select
    cells.line, own_row, said,
    coalesce(repetition, 1) as repetition, repetition_of,
    id as own_id, event_rows, touch as own_touch, row_event as event, row_kind as kind,
    label, with_whom, precision,
    client, company, contact, role, opportunity, message, notes,
    null::bigint as home, begins,
    coalesce(channel_key, case when channel is not null then 'other'::word end, strategy_implied, action_channel, case when begins then first_channel end) as channel,
    coalesce(
        strategy_key,
        case when strategy is not null then 'other'::word end,
        case when event_key = 'touch' then event_implied end,
        action_key,
        -- Where an application came from says nothing of what it is.
        case when not own_row or channel_implied not in ('event', 'conversation', 'referral') then channel_implied end,
        case when begins then first_strategy end,
        case when own_row and not begins then 'application'::word end,
        -- Who notes an event does not say what for.
        case when channel_key = 'event' then 'event'::word end
    ) as strategy,
    cells.channel as source,
    stage_key as stage,
    outcome_key as outcome, outcome_steps,
    status_key as status, status_steps, proves, status_reply, ended,
    reply_note, plan, plan_sure, says_sent,
    is_personalised as personalised, replied_key = 'yes' as replied, is_closed as do_not_contact,
    coalesce(sent_moment, event_moment, applied_at, case when begins then first_at end) as sent_at,
    coalesce(sent_timed, event_timed, applied_timed, begins and first_timed, false) as timed,
    sent_written as written_at,
    reply_moment as replied_at, replied_timed,
    outcome_moment as outcome_at, outcome_timed,
    status_moment as status_at, status_timed,
    change_moment as changed_at,
    arrival_moment as arrived_at, acceptance_moment as accepted_at, promise_moment as promised_by,
    case when kept is null then extra else map_concat(extra, kept) end as extra,
    coalesce(unreadable_cell, unreadable_stage) as unreadable,
    unknown_event,
    coalesce(cells.kind, cells.label, '') as step
from noted_cells as cells
left join repetitions using (line)
left join original_texts using (line)
