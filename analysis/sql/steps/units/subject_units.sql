-- People or opportunities as units, where these are counted: once per group, from the first touch there. A reply to one of
-- several touches counts for whom they were sent to.
select
    name, split, null::stage as stage, min_by(channel, sent_on) filter (where left_out is null) as channel, unit as cluster,
    null::bigint as id, any_value(client) as client, any_value(opportunity) as opportunity,
    min(sent_on) filter (where left_out is null) as sent_on,
    null::date as next_sent_on,
    bool_or(left_out is null and (replied or shared_reply is not null)) as replied,
    min(coalesce(replied_on, shared_reply.replied_on)) filter (where left_out is null) as replied_on,
    min(coalesce(replied_by, shared_reply.replied_by)) filter (where left_out is null) as replied_by,
    bool_or(left_out is null and (positive or coalesce(shared_reply.positive, false))) as positive,
    bool_or(left_out is null and (rejection or coalesce(shared_reply.rejection, false)))
        and not bool_or(left_out is null and (positive or coalesce(shared_reply.positive, false))) as rejection,
    case
        when unit is null and $per = 'contact' then 'no contact named'
        -- What was sent only after the data date is not there yet; what was sent before it, in part, is left out.
        when bool_and(left_out is not null)
            then coalesce(min(left_out) filter (where left_out <> 'after the data date'), min(left_out))
    end as reason
from named_touches
where $per <> 'message'
group by name, split, unit, case when unit is null then id end
