-- For each group of touches and each opportunity: how many were sent, and what came after the first. Groups that the filters
-- choose as a whole are worked out already, those that they cut are worked out again.
select name, split, opportunity, touches, first_on, interviewed, further, offered
from placed_outcomes
where whole
union all
select name, split, opportunity, touches, first_on, interviewed, further, offered
from regrouped_outcomes
semi join (select name, split, opportunity from placed_outcomes where cut) as placed using (name, split, opportunity)
