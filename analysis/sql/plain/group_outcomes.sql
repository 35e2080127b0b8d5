-- For each group of touches and each opportunity: how many were sent, and what came after the first.
select name, split, opportunity, touches, first_on, interviewed, further, offered
from regrouped_outcomes
