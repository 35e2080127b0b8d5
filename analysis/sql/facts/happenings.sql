-- Everything with a date that happened in each opportunity: touches, replies, milestones. On a day without times,
-- milestones come first, then touches, then replies; but a milestone noted on a touch of that day came after it.
-- `kind`: a touch, a reply, or what was reached.
with dated as (
    select * from measured_touches where touch_number is not null
)
select
    opportunity, id as touch, strategy::varchar as strategy, stage, false as ended, sent_on as on_day,
    case when timed then sent_at else sent_on + interval 1 day - interval 2 microsecond end as moment,
    'touch' as kind
from dated
union all
select
    places.opportunity, null, null, null, false, received_at::date,
    case when timed then received_at else received_at::date + interval 1 day - interval 1 microsecond end,
    'reply'
from replies
join (select distinct thread, opportunity from dated) as places using (thread)
where received_at::date <= $as_of
union all
select
    milestones.opportunity, null, null, try_cast(kind::varchar as stage), kind in ('accepted', 'rejected', 'withdrawn'),
    reached_at::date,
    case when dated.id is null then reached_at else reached_at::date + interval 1 day - interval 1 microsecond end,
    kind::varchar
from milestones
left join dated on dated.line = milestones.line and dated.sent_on = reached_at::date
where precision in ('day', 'time') and reached_at::date <= $as_of
