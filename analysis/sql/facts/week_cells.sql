-- Touches that are alike in all that filters choose and reply rates count, and were sent in the same week, added up. Their
-- `sent_on` is the Monday: a week that a filter or a horizon cuts is read touch by touch instead.
select
    week as sent_on, channel, strategy, stage, personalised, untimed, uncounted, unordered,
    replied, positive, rejection, undated, pending, day,
    date_diff('day', week, $as_of)::int as age,
    count(*)::int as n
from touch_cells
group by all
order by week
