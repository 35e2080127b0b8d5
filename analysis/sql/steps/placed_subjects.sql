-- People or opportunities in each group: those whose touches the filters choose as a whole, and those whose touches they cut.
select *
from placed_subject_cells
where per_unit = $per and counted_basis = $basis and by_column is not distinct from $by and split_column is not distinct from $split
