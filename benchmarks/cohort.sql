-- The logs of a whole cohort of job seekers, put together. About three touches an opportunity, one hundred and twenty
-- opportunities a client, over two years; shares and delays are those of the made-up job searches in `data/samples`.
-- `luck(key, what)` is a number from 0 to 1 that the seed decides, `pick` takes one of a list by it.
select
    strftime(sent_at, '%Y-%m-%d %H:%M') as sent_at,
    client, company, contact, role, channel, strategy, stage,
    pick(['yes', 'yes', 'no', null], luck(touch, 'personal')) as personalised,
    case when outcome <> 'none' then strftime(replied_at, '%Y-%m-%d %H:%M') end as replied_at,
    outcome,
    case outcome when 'interview' then strftime(replied_at + interval 5 day, '%Y-%m-%d %H:%M') end as outcome_at,
    pick(['Job board', 'Newsletter', 'Job fair', 'Friend'], luck(number, 'source')) as source
from touch_outcomes
order by client, touch_outcomes.sent_at, touch
