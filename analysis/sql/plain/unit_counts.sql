-- The units that a reply rate counts, one by one.
select name, split, stage, channel, week, unordered, reason, day, replied, positive, rejection, undated, old, waiting, 1 as n
from units
