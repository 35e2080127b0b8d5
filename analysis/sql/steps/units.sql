-- What a reply rate counts: messages, or people, or opportunities. A unit got a reply, or was last seen silent, `day`
-- days after sending; where the reply is `undated`, it came by that day. Without a time limit, days say nothing. `reason`
-- says why a unit is left out. Units of one `cluster` (a thread, a person; a client where there are several) are alike.
select
    coalesce(name, 'unknown') as name,
    coalesce(split, 'unknown') as split,
    stage, channel,
    case when several_clients and $by <> 'client' then hash(coalesce(lower(client), '')) else hash(cluster) end as cluster,
    id, client, opportunity, sent_on,
    case
        when reason is not null then reason
        when $basis = 'recorded' and date_diff('day', sent_on, $as_of) < $within then 'too recent to judge'
    end as reason,
    case when $basis <> 'within' then 0 when replied then reply_day else silent_days end as day,
    replied, positive, rejection,
    $basis = 'within' and reason is null and replied and replied_on is null as undated,
    coalesce(date_diff('day', sent_on, $as_of) >= $within, false) as old,
    $basis = 'within' and not replied and next_sent_on is null and silent_days < $within as waiting
from watched_units
cross join client_numbers
