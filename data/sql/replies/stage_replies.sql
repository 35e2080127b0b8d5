-- What the stages of a row say of a reply, where the row records none. The day of an interview or an offer is not the
-- day of the reply that led to it: that came by then. A rejection alone is the reply.
with rows_with_steps as (
    select
        line,
        bool_or(kind in ('screen', 'interview', 'final')) as invited,
        bool_or(kind = 'offer') as offered,
        min(moment) as first_at,
        bool_or(timed) as timed
    from stages
    where reached and kind in ('screen', 'interview', 'final', 'offer', 'rejected')
    group by line
)
select
    id as touch, thread, line,
    case when not invited and not offered then first_at end as received_at,
    rows_with_steps.timed,
    case when invited then 'interview' when offered then 'offer' else 'rejection' end as kind,
    first_at as received_by
from keyed
join rows_with_steps using (line)
where event = 'touch' and id not in (select touch from row_replies)
