-- The cells of each row with the moments in them, and what the words in them mean.
select
    dated_cells.*,
    event.key as event_key, event.implied as event_implied,
    kind.key as kind_key,
    channel.key as channel_key, channel.implied as channel_implied,
    strategy.key as strategy_key, strategy.implied as strategy_implied,
    stage.key as stage_key,
    outcome.key as outcome_key,
    status.key as status_key, status.implied as furthest,
    states.proves, states.reply as status_reply, states.ended, states.sent = 'no' as never_sent,
    personalised.key = 'yes' as is_personalised,
    replied.key = 'yes' as has_reply, replied.implied as reply_implied,
    do_not_contact.key = 'yes' as is_closed
from dated_cells
left join words as event on event.field = 'event' and event.text = dated_cells.event
left join words as kind on kind.field = 'kind' and kind.text = dated_cells.kind
left join words as channel on channel.field = 'channel' and channel.text = dated_cells.channel
left join words as strategy on strategy.field = 'strategy' and strategy.text = dated_cells.strategy
left join words as stage on stage.field = 'stage' and stage.text = dated_cells.stage
left join words as outcome on outcome.field = 'outcome' and outcome.text = dated_cells.outcome
left join words as status on status.field = 'status' and status.text = dated_cells.status
left join states on states.key = status.key
left join words as personalised on personalised.field = 'personalised' and personalised.text = dated_cells.personalised
left join words as replied on replied.field = 'replied' and replied.text = dated_cells.replied
left join words as do_not_contact
    on do_not_contact.field = 'do_not_contact' and do_not_contact.text = dated_cells.do_not_contact
