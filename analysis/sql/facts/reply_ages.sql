-- How long ago the touches of each channel were sent, in days, and how many of their replies have a day. What can have no
-- reply is none of them.
select
    coalesce(channel::varchar, 'unknown') as channel,
    date_diff('day', sent_on, $as_of) as age,
    count(*) as touches,
    count(*) filter (where replied_on is not null) as dated,
    count(*) filter (where (replied and replied_on is null) or shared_reply is not null) as undated
from measured_touches
where untimed is null and coalesce(uncounted, '') not in ('not delivered', 'asks for no reply')
group by all
