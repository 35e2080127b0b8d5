-- Messages as units, where these are counted.
select
    name, split, stage, channel, thread as cluster, id, client, opportunity,
    sent_on, next_sent_on, replied, replied_on, replied_by, positive, rejection,
    left_out as reason
from named_touches
where $per = 'message'
