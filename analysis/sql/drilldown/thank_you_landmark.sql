-- The interviews with a note by the end of the next day, or without one by then.
select null as id, opportunity, stage as compared_at, from_day as interviewed, reason
from noted_interviews
where case when thanked then 'within a day' else 'none by then' end = $note
