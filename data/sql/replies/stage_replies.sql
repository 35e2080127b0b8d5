-- The first stage of each row that takes a reply to reach, where the row records no reply.
select
    keyed.id as touch, keyed.thread, keyed.line,
    stages.moment as received_at, stages.timed,
    case stages.kind when 'offer' then 'offer' when 'rejected' then 'rejection' else 'interview' end as kind
from keyed
join stages using (line)
where stages.reached and keyed.event = 'touch'
    and stages.kind in ('screen', 'interview', 'final', 'offer', 'rejected')
    and keyed.id not in (select touch from row_replies)
qualify row_number() over (partition by keyed.id order by stages.moment nulls last) = 1
