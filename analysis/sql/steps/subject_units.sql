-- People or opportunities as units, where these are counted: once per group. Those whose touches the filters choose as a whole
-- are worked out already, those whose touches they cut are worked out again.
with cut_subjects as (
    select unit, name, split from placed_subjects where cut
)
select name, split, channel, cluster, client, drawn, opportunity, sent_on, replied, positive, rejection, undated, day, age, left_out
from placed_subjects
where whole
union all
select name, split, channel, cluster, client, drawn, opportunity, sent_on, replied, positive, rejection, undated, day, age, left_out
from regrouped_subjects as subject
where unit is null
    or (unit, name, split) in (select (unit, name, split) from cut_subjects)
