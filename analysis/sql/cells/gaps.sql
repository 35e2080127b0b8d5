-- Second and later messages that count, as numbers: after which gap, whose, at which stage, by which channel; whether they
-- got a reply, and after how many days, or how long they were watched.
select
    place::int as arm,
    number as client,
    (hash(thread) & 9007199254740991)::bigint as cluster,
    coalesce(enum_code(stage), 15)::int as stage,
    coalesce(enum_code(channel), 31)::int as channel,
    day::int as day,
    replied, undated,
    count(*)::int as n
from later_tries
join numbered_clients using (opportunity)
where reason is null
group by all
order by all
