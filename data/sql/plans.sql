-- What was planned and never sent: it counts nowhere, and is kept to be done. Of what a known export lists without rows
-- of its own there is the text alone.
create view plans as
select line, plan as word, company, contact, role, client, channel, strategy, sent_at as noted_at
from entries
where fate = 'skipped' and plan is not null
union all by name
select line::bigint as line, word from listed_plans
