-- The fields that no row fills, of those that answers need. Replies: any reply, outcome or milestone of an employer.
select
    count(*) > 0 and count(channel) = 0 as channel,
    count(*) > 0 and count(strategy) = 0 as strategy,
    count(*) > 0
        and (select count(*) from replies) = 0
        and (select count(outcome) from entries where fate = 'accepted') = 0
        and (select count(*) from milestones where kind <> 'applied' and precision <> 'by') = 0 as answers
from sent
