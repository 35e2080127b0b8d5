-- The chosen touches to people or in opportunities, where these are counted.
select *
from subject_touches
