-- How many touches, replies and so on the accepted rows became.
select
    count(*) as touches,
    (select count(*) from replies) as replies,
    (select count(*) from milestones) as milestones,
    count(distinct opportunity) as opportunities,
    count(distinct thread) as threads,
    count(sent_at) as dated
from sent
