-- What a reply rate counts: messages, or people, or opportunities. A unit got a reply, or was last seen silent, `day`
-- days after sending; `reason` says why one is left out.
select
    coalesce(name, 'unknown') as name,
    coalesce(split, 'unknown') as split,
    stage, channel, cluster, id, client, opportunity,
    case
        when reason is not null then reason
        when $basis = 'within' and replied and reply_day is null then 'answered on an unknown day, and too young to judge'
    end as reason,
    case when $basis = 'recorded' then 0 when replied then reply_day else silent_days end as day,
    replied, positive, rejection,
    reason is null and replied and replied_on is null as undated,
    $basis = 'within' and not replied and next_sent_on is null and silent_days < $within as waiting
from watched_units
