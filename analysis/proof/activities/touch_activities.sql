-- Each touch as an activity.
select
    touches.sent_at as happened_at, touches.line, coalesce(touches.strategy::varchar, 'touch') as what,
    touches.client, touches.company, touches.role, touches.contact, touches.channel::varchar as how,
    coalesce(reply_results.result, 'none') as result
from touches
left join reply_results on reply_results.touch = touches.id
