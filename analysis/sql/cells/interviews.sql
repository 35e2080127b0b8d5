-- Interviews that can be judged, as numbers: whose, at which stage, whether they had answered by the next day, with or
-- without a note by then, and whether it led further.
select
    opportunity::int as opportunity, number as client, enum_code(stage::stage)::int as stage, answered, thanked, further
from noted_interviews
join numbered_clients using (opportunity)
where reason is null
order by number, opportunity, from_day
