-- What you did on a day in an opportunity of the clients that are compared, and what you heard: one row for each day and side,
-- where all of it is known. A reply on an unknown day is taken to have come as late as half of the others. What never arrived
-- was not sent.
with usual_delay as (
    select coalesce(median(date_diff('day', sent_on, replied_on)), 0)::int as days
    from measured_touches
    where replied_on >= sent_on
),
undated as (
    select
        opportunity, null::bigint as touch, null::varchar as strategy, null::stage as stage, false as ended,
        least(sent_on + days, greatest(sent_on, replied_by)) as on_day,
        on_day + interval 1 day - interval 1 microsecond as moment,
        'reply' as kind
    from measured_touches
    cross join usual_delay
    where replied and replied_on is null and touch_number is not null
)
select
    opportunity, on_day,
    touch is null and kind <> 'applied' as theirs,
    bool_or(touch is null and kind not in ('applied', 'withdrawn', 'accepted')) as heard,
    min(moment) as moment,
    bool_or(ended) as ended,
    max(stage) as stage,
    bool_or(kind in ('screen', 'interview', 'final', 'offer', 'accepted')) as further,
    bool_or(kind in ('offer', 'accepted')) as offered,
    coalesce(bit_or(1 << (enum_code(strategy::strategy)::int + 1)), 0)::int as done,
    -- How an answer travels back: on paper, or face to face, or neither.
    max(case when channel = 'letter' then 2 when channel in ('event', 'phone', 'in_person', 'referral') then 1 else 0 end) as way
from (select * from happenings union all by name select * from undated)
left join (select id as touch, channel, uncounted from measured_touches) as channels using (touch)
where uncounted is distinct from 'not delivered'
    and opportunity in (select opportunity from numbered_clients where drawn)
    and opportunity not in (select opportunity from unjudged_opportunities)
group by opportunity, on_day, theirs
