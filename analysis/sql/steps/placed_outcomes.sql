-- The groups of touches in each opportunity: those that the filters choose as a whole, and those that they cut.
select *
from placed_outcome_cells
where by_column is not distinct from $by and split_column is not distinct from $split
