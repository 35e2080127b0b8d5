-- These cells with what they say of the sending of each row and of its reply.
-- `plan`: the word that says that nothing was sent (`plan_sure`), or perhaps nothing; not where a reply or a step says
-- otherwise. `reply_note`: why nothing is known of a reply, as where one is noted (`reply_noted`) and not understood
-- (`reply_known`). `says_sent`: anything that only something sent can have.
with stepped as (
    select
        *,
        coalesce(replied_key = 'yes', false) or reply_moment is not null or coalesce(steps_reached, 0) > 0 as heard,
        case
            when status_sent = 'no' then status
            when 'wishlist' = outcome_key then outcome
            when status_key is null and act_planned then coalesce(action, strategy)
            when sent_moment is not null or stages_reached > 0 then null
            when status_key is null and (sent_planned or application_planned) then coalesce(not_applied, sent_at)
            when not_applied is not null and status is null then not_applied
            when 'wishlist' = stage_key then stage
        end as never_sent,
        case when status_sent = 'unsure' then status when 'unsure' = outcome_key then outcome end as perhaps_sent,
        coalesce(status_key, outcome_key, replied_key) is not null or reply_moment is not null as reply_known,
        coalesce(status, outcome, replied, replied_at) is not null or coalesce(unclear_stage, false) as reply_noted,
        coalesce(followed_up and ($begins or coalesce(first_strategy in ('introduction', 'connect'), true)), false)
            and coalesce(sent_moment, event_moment, applied_at) is null and status_key is distinct from 'applied'
            and never_sent is null and perhaps_sent is null as begins
    from event_cells
    left join reached_stages using (line)
    left join followed_rows using (line)
)
select
    *,
    case when not event_rows and not heard then coalesce(never_sent, case when not $sent then perhaps_sent end) end as plan,
    never_sent is not null as plan_sure,
    coalesce(status, outcome, replied, replied_at, case when not own_row then coalesce(channel, strategy, message) end) is not null
        or coalesce(stages_reached, 0) > 0 or coalesce(followed_up, false) or sent_some_day as says_sent,
    case
        when is_returned or outcome_key = 'bounced' then 'bounced'
        when reply_unasked and channel_key = 'event' then 'unasked'
        when outcome_key in ('unknown', 'unasked') then outcome_key::varchar
        when reply_noted and not reply_known and coalesce(steps_reached, 0) = 0 then 'unknown'
        when not event_rows and ended = 'withdrawn' and status_moment is null and change_moment is null then 'unknown'
        when not event_rows and outcome_key = 'withdrawn' and outcome_moment is null then 'unknown'
    end as reply_note
from stepped
