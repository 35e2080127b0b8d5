-- The fields that no row fills, of those that answers need. Replies: any reply, outcome or milestone of an employer.
-- `unclear`: something stands in every row where a reply would be noted, and none of it is understood.
select
    count(*) > 0 and count(channel) = 0 as channel,
    count(*) > 0 and count(strategy) = 0 as strategy,
    count(*) > 0
        and (select count(*) from replies) = 0
        and (select count(*) from entries where fate = 'accepted' and outcome not in ('unknown', 'unasked')) = 0
        and (select count(*) from milestones where kind <> 'applied' and precision <> 'by') = 0 as answers,
    count(*) > 0 and not exists (
        select 1 from entries where fate = 'accepted' and event = 'touch' and reply_note is distinct from 'unknown'
    ) as unclear
from sent
