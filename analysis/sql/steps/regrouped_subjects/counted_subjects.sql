-- People or opportunities with a touch that counts, once per group.
select
    name, split, unit,
    min_by(channel, epoch_us(sent_on) + id) as channel,
    min(opportunity) as opportunity, any_value(cluster) as cluster, any_value(client) as client,
    any_value(drawn) as drawn,
    min(sent_on) as sent_on,
    max(answer) as answer,
    min(answered_on) as answered_on,
    min(answered_by) as answered_by,
    case when unit is null and $per = 'contact' then 'no contact named' end as left_out
from judged_touches
where left_out is null
group by name, split, unit, case when unit is null then id end
