-- What was planned and never sent: it counts nowhere, and is kept to be done.
create view plans as
select line, plan as word, company, contact, role, client, channel, strategy, sent_at as noted_at
from entries
where fate = 'skipped' and plan is not null
