-- Second and later messages that count, as numbers: after which gap, whose, at which stage, by which channel; whether they
-- got a reply, and after how many days, or how long they were watched.
select
    place::int as arm,
    client, cluster,
    coalesce(enum_code(stage), 15)::int as stage,
    coalesce(enum_code(channel), 31)::int as channel,
    day::int as day,
    replied, undated,
    count(*)::int as n
from later_tries
where reason is null and drawn
group by all
order by all
