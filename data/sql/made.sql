-- What was made of the accepted rows?
select
    (select count(*) from touches) as touches,
    (select count(*) from replies) as replies,
    (select count(*) from milestones) as milestones,
    (select count(distinct opportunity) from touches) as opportunities,
    (select count(distinct thread) from touches) as threads,
    (select count(sent_at) from touches) as dated
