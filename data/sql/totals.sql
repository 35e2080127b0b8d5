-- How many touches, replies and so on the accepted rows became.
select
    count(*) as touches,
    (select count(*) from replies) as replies,
    (select count(*) from milestones) as milestones,
    (select count(*) from (select opportunity from sent union select opportunity from milestones)) as opportunities,
    count(distinct thread) as threads,
    count(sent_at) as dated
from sent
