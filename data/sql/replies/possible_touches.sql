-- For each reply on a row with several touches, those that it can answer: sent by the day by which it had come. A note of
-- thanks comes after an answer; it was answered only where both days say so.
select
    recorded.line, recorded.touch,
    list(own.id order by own.sent_at, own.id) as ids,
    bool_or(own.sent_at is null) as undated
from recorded_replies as recorded
join row_touches as own using (line)
where (own.sent_at is null or recorded.received_by is null or own.sent_at::date <= recorded.received_by::date)
    and (own.id = recorded.touch or own.strategy is distinct from 'thank_you' or (own.sent_at < recorded.received_at))
group by recorded.line, recorded.touch
