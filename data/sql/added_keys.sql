-- The keys of touches that were added manually: each belongs to the one opportunity of its company (and of its role,
-- where it names one). Where the log has none or several, it is keyed like any other row.
create table homes as
select own_touch.line, min(keys.opportunity) as opportunity
from entries as own_touch
join entries as other
    on lower(other.company) = lower(own_touch.company)
    and coalesce(lower(other.client), '') = coalesce(lower(own_touch.client), '')
    and (own_touch.role is null or lower(other.role) = lower(own_touch.role))
join keys on keys.line = other.line
where own_touch.line in (select line from added) and other.line not in (select line from added)
group by own_touch.line
having count(distinct keys.opportunity) = 1;

update keys set opportunity = homes.opportunity from homes where homes.line = keys.line;

update keys
set thread = case
    when person is not null then (
        select min(other.line) from keys as other
        where other.person = keys.person and other.opportunity = keys.opportunity
    )
    when not (select bool_or(contact is not null) from entries where fate = 'accepted') then opportunity
    else line
end
where line in (select line from homes);

drop table homes
