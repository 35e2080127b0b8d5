-- The cells of each row with the moments in them, and what the words in them mean.
select
    dated_cells.*,
    event.key as event_key, event.implied as event_implied,
    kind.key as kind_key,
    channel.key as channel_key, channel.implied as channel_implied,
    strategy.key as strategy_key, strategy.implied as strategy_implied,
    action.key as action_key, action.implied as action_channel,
    stage.key as stage_key,
    coalesce(outcome.key, replied.implied, reply_word.implied) as outcome_key,
    coalesce(outcome.named, replied.named, reply_word.named) as outcome_steps,
    status.key as status_key, status.named as status_steps,
    states.proves, states.ended, states.sent as status_sent, states.delivered = 'no' as is_returned,
    case when has_interview(status.named) then 'interview' else states.reply end as status_reply,
    personalised.key = 'yes' as is_personalised,
    coalesce(replied.key, reply_word.key) as replied_key,
    do_not_contact.key = 'yes' as is_closed,
    coalesce(sent_word.key = 'yes', false) as sent_some_day, coalesce('wishlist' = sent_word.implied, false) as sent_planned,
    plan_word.implied is not null as act_planned
from dated_cells
left join words as event on event.field = 'event' and event.text = dated_cells.event
left join words as kind on kind.field = 'kind' and kind.text = dated_cells.kind
left join words as channel on channel.field = 'channel' and channel.text = dated_cells.channel
left join words as strategy on strategy.field = 'strategy' and strategy.text = dated_cells.strategy
left join words as action on action.field = 'action' and action.text = dated_cells.action
left join words as stage on stage.field = 'stage' and stage.text = dated_cells.stage
left join words as outcome on outcome.field = 'outcome' and outcome.text = dated_cells.outcome
left join words as status on status.field = 'status' and status.text = dated_cells.status
left join states on states.key = status.key
left join words as personalised on personalised.field = 'personalised' and personalised.text = dated_cells.personalised
left join words as replied on replied.field = 'replied' and replied.text = dated_cells.replied
left join words as reply_word on reply_word.field = 'replied_at' and reply_word.text = dated_cells.replied_at
left join words as sent_word on sent_word.field = 'sent_at' and sent_word.text = dated_cells.sent_at
left join words as plan_word on plan_word.field = 'plan' and plan_word.text = coalesce(dated_cells.action, dated_cells.strategy)
left join words as do_not_contact
    on do_not_contact.field = 'do_not_contact' and do_not_contact.text = dated_cells.do_not_contact
