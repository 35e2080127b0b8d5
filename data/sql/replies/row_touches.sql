-- The touches of the rows that hold several of them, by the first line of each.
select coalesce(home, line) as line, id, sent_at, strategy
from keyed
where event = 'touch' and coalesce(home, line) in (select home from keyed where home is not null)
