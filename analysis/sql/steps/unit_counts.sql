-- The units that a reply rate counts, added up: `n` of each kind. Whole weeks of messages are added up already, unless they are
-- counted by words of one's own, or people or opportunities are counted; the others are read one by one.
with whole_weeks as (
    select
        case $by
            when 'all' then 'all'
            when 'channel' then channel::varchar
            when 'strategy' then strategy::varchar
            when 'stage' then stage::varchar
            when 'personalised' then case personalised when true then 'personalised' when false then 'not personalised' end
        end as name,
        case $split
            when 'channel' then channel::varchar
            when 'strategy' then strategy::varchar
            when 'stage' then stage::varchar
            when 'personalised' then case personalised when true then 'personalised' when false then 'not personalised' end
        end as split,
        case
            when untimed = 'after the data date' then untimed
            when uncounted is not null then uncounted
            when $basis = 'within' then untimed
            when $basis = 'recorded' and sent_on is null then 'undated'
            when $basis = 'recorded' and age < $within then 'too recent to judge'
        end as reason,
        *
    from selected_week_cells
    where $added_up and not coalesce(list_contains($cut_weeks, sent_on), false)
)
select
    coalesce(name, 'unknown') as name, coalesce(split, 'unknown') as split, stage, channel, sent_on as week, unordered, reason,
    case when $basis = 'within' then day else 0 end as day,
    replied, positive, rejection,
    $basis = 'within' and reason is null and undated as undated,
    coalesce(age >= $within, false) as old,
    $basis = 'within' and pending and day < $within as waiting,
    n
from whole_weeks
union all
select name, split, stage, channel, week, unordered, reason, day, replied, positive, rejection, undated, old, waiting, 1
from units
where not $added_up or list_contains($cut_weeks, week)
