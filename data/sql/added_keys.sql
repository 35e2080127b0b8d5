-- A touch added by hand belongs to the one opportunity of its company (and of its role, where it says one).
-- Where the log has none or several, it is keyed as any other row.
create table homes as
select own.line, min(keys.opportunity) as opportunity
from entries as own
join entries as home
    on lower(home.company) = lower(own.company)
    and coalesce(lower(home.client), '') = coalesce(lower(own.client), '')
    and (own.role is null or lower(home.role) = lower(own.role))
join keys on keys.line = home.line
where own.line in (select line from added) and home.line not in (select line from added)
group by own.line
having count(distinct keys.opportunity) = 1;

update keys set opportunity = homes.opportunity from homes where homes.line = keys.line;

update keys
set thread = case
    when person is not null then (
        select min(beside.line) from keys as beside
        where beside.person = keys.person and beside.opportunity = keys.opportunity
    )
    when not (select bool_or(contact is not null) from entries where fate = 'accepted') then opportunity
    else line
end
where line in (select line from homes);

drop table homes
