-- People or opportunities as units, where these are counted: once per group.
select *
from regrouped_subjects
