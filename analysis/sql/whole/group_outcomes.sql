-- For each group of touches and each opportunity: how many were sent, and what came after the first.
select name, split, opportunity, touches, first_on, interviewed, further, offered
from outcome_cells
where by_column is not distinct from $by and split_column is not distinct from $split
