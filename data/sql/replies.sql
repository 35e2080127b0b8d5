-- The replies, each with the touch that it was recorded on.
create table replies as
select * from row_replies
union all select * from stage_replies
union all select * from status_replies
union all select * from event_replies
