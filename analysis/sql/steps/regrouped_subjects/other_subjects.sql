-- People or opportunities without a touch that counts, once per group. What was sent only after the data date is not there
-- yet; what was sent before it, in part, is left out.
with others as (
    select
        name, split, unit, any_value(opportunity) as opportunity,
        case
            when unit is null and $per = 'contact' then 'no contact named'
            else coalesce(min(left_out) filter (where left_out <> 'after the data date'), min(left_out))
        end as left_out
    from judged_touches
    where left_out is not null
    group by name, split, unit, case when unit is null then id end
)
select others.*
from others
anti join counted_subjects using (unit, name, split)
