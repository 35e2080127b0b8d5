-- Rules with one yes or no for each touch of a strategy (of all, for professionalism), counted by what filters choose by.
select
    about, tip, sent_on, channel, strategy, stage,
    count(*) filter (where kept) as kept,
    count(kept) as counted
from judged_touches
group by all
