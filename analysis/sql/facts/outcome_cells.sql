-- What came after the touches of each group in each opportunity, where all of them are chosen: by a column, and a second one.
select $by::varchar as by_column, $split::varchar as split_column, *
from regrouped_outcomes
