-- What a reply rate counts, as numbers: in which group (in the order of their names), in which cluster, whose, at which
-- stage, by which channel; whether it got a reply, and after how many days, or how long it was watched.
with alike as (
    select
        name, split, client, cluster, stage, channel, replied, undated,
        case when undated then day else least(day, $within + 1) end as known_day,
        count(*) as n
    from units
    where reason is null and drawn
    group by all
)
select
    dense_rank() over (order by name, split)::int - 1 as arm,
    client, cluster,
    coalesce(enum_code(stage), 15)::int as stage,
    coalesce(enum_code(channel), 31)::int as channel,
    known_day::int as day,
    replied, undated,
    n::int as n
from alike
order by all
