-- The touches on an unknown day among others that have one: nobody can tell what came before them and what afterwards.
select id
from selected_touches
where sent_on is null and opportunity in (select opportunity from measured_touches where sent_on is not null)
