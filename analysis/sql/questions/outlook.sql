-- How many more until the next reply, interview and offer?
select * from reply_days
union all by name
select
    step,
    several_clients,
    bool_and(applied) as applied,
    2 * count(*) filter (where applied) >= count(*) as mostly_applied,
    count(*) filter (where not recent) as chances,
    count(*) filter (where not recent and reached) as reached,
    count(*) filter (where recent) as recent,
    count(*) filter (where since is null) as dateless
from step_chances
cross join client_numbers
group by step, several_clients
