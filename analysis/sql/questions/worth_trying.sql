-- What is worth trying more of?
-- First messages before any interview: later ones go to those who are still silent. Each is a thread of its own, so nothing
-- is alike.
with days as (
    select
        coalesce(channel::varchar, 'unknown') as name,
        case
            when reason is not null then reason
            when touch_number > 1 then 'not the first message'
            when stage >= 'interview'::stage then 'sent after an interview'
        end as why,
        case when why is null then day end as day,
        (why is null and undated)::int as undated,
        several_clients,
        count(*) as units,
        count(*) filter (where replied) as replies,
        count(*) filter (where replied and (undated or day <= $within)) as in_time,
        count(*) filter (where positive) as positive,
        count(*) filter (where rejection) as rejections,
        count(*) filter (where not replied) as silent,
        count(*) filter (where waiting) as waiting
    from numbered_tries
    cross join client_numbers
    group by all
)
select
    * exclude (why, in_time),
    why as reason,
    case when undated > 0 then name end as channel,
    sum(units) over same::double as clusters, sum(in_time) over same::double as y,
    clusters as m, clusters as mm, y as my, y as yy
from days
window same as (partition by name, why is null)
