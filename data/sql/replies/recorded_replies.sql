-- The replies as they were recorded, each with the touch of its row.
select *, null::bigint[] as among from row_replies
union all select *, null from stage_replies
union all select *, null from status_replies
union all select * from event_replies
