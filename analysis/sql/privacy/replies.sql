-- The people behind each reply rate: how many messages each sent, and how many of these got a reply in time, and
-- how many on an unknown day. Rows of two tables with the same sum of hashes are about the same messages.
select
    name, split,
    case $of when 'client' then coalesce(lower(selected_opportunities.client), '') else opportunity::varchar end as subject,
    count(*) as units,
    count(*) filter (where units.replied and not undated and day <= $within) as replies,
    count(*) filter (where undated) as undated,
    sum(hash(id)) as messages
from units
join selected_opportunities using (opportunity)
where reason is null
group by all
