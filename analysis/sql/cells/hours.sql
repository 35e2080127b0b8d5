-- Messages that count, as numbers: on which day of the week and in which part of the day, whose, at which stage, by which
-- channel; whether they got a reply, and after how many days, or how long they were watched.
select
    weekday::int as weekday,
    coalesce(daypart, -1)::int as daypart,
    number as client,
    (hash(thread) & 9007199254740991)::bigint as cluster,
    coalesce(enum_code(stage), 15)::int as stage,
    coalesce(enum_code(channel), 31)::int as channel,
    day::int as day,
    replied, undated,
    count(*)::int as n
from hours
join numbered_clients using (opportunity)
where reason is null
group by all
order by all
