-- Messages that count, as numbers: on which day of the week and in which part of the day, whose, at which stage, by which
-- channel; whether they got a reply, and after how many days, or how long they were watched.
select
    weekday::int as weekday,
    coalesce(daypart, -1)::int as daypart,
    client, cluster,
    coalesce(enum_code(stage), 15)::int as stage,
    coalesce(enum_code(channel), 31)::int as channel,
    day::int as day,
    replied, undated,
    count(*)::int as n
from hours
where reason is null and drawn
group by all
order by all
