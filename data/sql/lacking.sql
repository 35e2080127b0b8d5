-- What of all that answers rest on does no row say? An answer, or a word that none came; a step that somebody took.
select
    count(*) > 0 and count(channel) = 0 as channel,
    count(*) > 0 and count(strategy) = 0 as strategy,
    count(*) > 0
        and (select count(*) from replies) = 0
        and (select count(outcome) from entries where fate = 'accepted') = 0
        and (select count(*) from milestones where kind <> 'applied' and precision <> 'by') = 0 as answers
from sent
