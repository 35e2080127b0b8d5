-- Who is behind each reply rate: everybody with a message in it, how many they sent, and how many were answered?
-- The sum of their messages' hashes tells rows of two tables that are the same messages.
select
    name, split,
    case $of when 'client' then coalesce(lower(client), '') else opportunity::varchar end as subject,
    count(*) as units,
    count(*) filter (where answered and day <= $within) as replies,
    sum(hash(id)) as messages
from units
where reason is null
group by all
