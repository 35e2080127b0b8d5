-- The replies, each with the touch that it was recorded on. A row with several touches doesn't say which one was answered:
-- the only one that was sent before the reply, or where both have days the last; else any one of `among`.
create table replies as
select
    case when len(ids) = 1 then ids[1] when unsure then null else recorded.touch end as touch,
    thread, recorded.line, received_at, timed, kind, received_by,
    case when unsure then ids else among end as among
from (
    select *, coalesce(len(ids) > 1 and (undated or received_at is null), false) as unsure
    from recorded_replies
    left join possible_touches using (line, touch)
) as recorded
