-- The milestones, known by the data date, of the opportunities that the filters choose.
select *
from milestones
where opportunity in (select opportunity from selected_opportunities)
    and (reached_at is null or reached_at::date <= $as_of)
