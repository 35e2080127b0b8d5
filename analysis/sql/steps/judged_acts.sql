-- What you did on each of your days of writing, and what it is compared with: a way to begin with other ways, samples with
-- messages without any, anything else with silence.
with acts as (
    select
        judged_turns.*, strategy,
        case
            when place = 1 and strategy in ('referral', 'event') then 'start'
            when strategy = 'materials' then 'message'
            else 'silence'
        end as against
    from judged_turns
    join (select unnest(enum_range(null::strategy))::strategy as strategy) on done & (1 << (enum_code(strategy)::int + 1)) > 0
    where strategy not in ('application', 'introduction', 'other')
)
select
    * replace (case when place = 1 and against <> 'start' then 'the first message there' else reason end as reason)
from acts
