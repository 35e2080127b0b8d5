-- People or opportunities as units, where these are counted: once per group.
select name, split, channel, cluster, client, drawn, opportunity, sent_on, replied, positive, rejection, undated, day, age, left_out
from subject_cells
where per_unit = $per and counted_basis = $basis and by_column is not distinct from $by and split_column is not distinct from $split
