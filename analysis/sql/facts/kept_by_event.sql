-- Rules with one yes or no for each event: did another touch go to the same person (or company) within `days`? Still
-- open: not yet, and still time.
with met as (
    select id, sent_at, sent_on, timed, coalesce('person ' || person, 'company ' || lower(company)) as whom, client
    from measured
    where channel = 'event' and touch_number is not null
),
-- Each touch can follow a meeting with its person, and one with nobody in particular at its company.
reached as (
    select unnest(['person ' || person, 'company ' || lower(company)]) as whom, client, sent_at, sent_on, timed
    from measured
    where channel is distinct from 'event' and touch_number is not null
)
select
    met.id, strategy, tip,
    bool_or(reached.whom is not null) as kept,
    date_diff('day', any_value(met.sent_on), $as_of) >= any_value(days) as over
from met
join rules on rule = 'after_event_within_days'
left join reached
    on reached.whom = met.whom
    and reached.client is not distinct from met.client
    and case when reached.timed and met.timed then reached.sent_at > met.sent_at else reached.sent_on >= met.sent_on end
    and date_diff('day', met.sent_on, reached.sent_on) <= days
where met.whom is not null
group by met.id, strategy, tip
