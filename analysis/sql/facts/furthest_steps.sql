-- How far each opportunity came, and when last: phone screens, interviews, offers. Accepting an offer is not another one,
-- unless the log says nothing of the offer itself.
with reached as (
    select
        opportunity,
        reached_at::date as on_day,
        case kind when 'accepted' then 'offer' else kind::varchar end::stage as stage,
        kind = 'accepted' and bool_or(kind = 'offer') over (partition by opportunity) as repeated
    from milestones
    where (reached_at is null or reached_at::date <= $as_of)
        and precision <> 'by' and kind in ('screen', 'interview', 'final', 'offer', 'accepted')
)
select
    opportunity,
    max(on_day) as stepped_on,
    max(on_day) filter (where stage in ('interview', 'final')) as interviewed_on,
    max(on_day) filter (where stage = 'offer') as offered_on,
    max(stage) as last_stage,
    max(stage) filter (where on_day is null) as undated_stage
from reached
where not repeated
group by opportunity
