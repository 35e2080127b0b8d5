-- Rules with one yes or no for each event: was another touch sent to the same person (or company) within `days`? A rule
-- not kept is still open until these are `over`.
with met as (
    select id, sent_at, sent_on, timed, coalesce('person ' || person, 'company ' || lower(company)) as whom, client
    from measured_touches
    where channel = 'event' and touch_number is not null
),
-- Each touch can follow a meeting with its person, and one with nobody in particular at its company.
later as (
    select unnest(['person ' || person, 'company ' || lower(company)]) as whom, client, sent_at, sent_on, timed
    from measured_touches
    where channel is distinct from 'event' and touch_number is not null
)
select
    met.id, strategy, tip,
    bool_or(later.whom is not null) as kept,
    date_diff('day', any_value(met.sent_on), $as_of) >= any_value(days) as over
from met
join rules on rule = 'after_event_within_days'
left join later
    on later.whom = met.whom
    and later.client is not distinct from met.client
    and case when later.timed and met.timed then later.sent_at > met.sent_at else later.sent_on >= met.sent_on end
    and date_diff('day', met.sent_on, later.sent_on) <= days
where met.whom is not null
group by met.id, strategy, tip
