-- Which follow-up strategies came before interviews and offers?
select
    strategy,
    stage,
    sum(touches)::bigint as touches,
    sum(replies)::bigint as replies,
    count(*) as opportunities,
    count(*) filter (where interviewed) as interviews,
    count(*) filter (where offered) as offers
from what_followed
group by strategy, stage
