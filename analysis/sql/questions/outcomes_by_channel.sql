-- Which channels came before replies, interviews and offers?
select * from reply_days
union all by name
select
    name, split,
    count(*) as opportunities,
    count(interviewed) as before_interview,
    count(*) filter (where interviewed) as interviews,
    count(offered) as before_offer,
    count(*) filter (where offered) as offers
from group_outcomes
group by name, split
