-- All milestones that the rows of the log record.
select *, null as with_whom, null as precision from stage_milestones
union all select * from outcome_milestones
union all select *, null, null from application_milestones
union all select * from status_milestones
union all select * from event_milestones
