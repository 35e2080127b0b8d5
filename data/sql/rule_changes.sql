-- The rows that newer rules read differently, each with the rule.
with accepted as (
    select entries.*, keys.opportunity as place, keys.id
    from entries
    join keys using (line)
    where event = 'touch' and home is null
),
undated_places as (
    select distinct opportunity from milestones where precision = 'unknown' and kind not in ('applied', 'rejected', 'withdrawn')
),
invited_places as (
    select distinct opportunity from milestones where kind in ('interview', 'final', 'offer', 'accepted')
)
select 'planned' as rule, line from entries where fate = 'skipped' and plan is not null and sent_at is not null
union all
select 'returned', line from accepted where reply_note = 'bounced'
union all
select 'unclear', line from accepted where reply_note = 'unknown' and id not in (select touch from replies where touch is not null)
union all
select 'bounded', replies.line from replies where received_at is null and received_by is not null
union all
select 'undated', replies.line from replies where received_at is null and received_by is null
union all
select 'used', line from accepted where own_row and sent_at is null and status is null and line not in (select line from stages where reached)
union all
select 'word', line from remarks where name <> field and field like 'column %' and remark is null
union all
select 'word', line from remarks where field in ('replied_at', 'outcome_at', 'status_at') and not has_digit(text)
union all
select 'screen', milestones.line from milestones where kind = 'screen' and opportunity not in (select opportunity from invited_places)
union all
select 'stage', line from accepted where strategy = 'application' and stage is null and place in (select opportunity from undated_places)
union all
select 'event', line from accepted where $named_by_channel and strategy = 'event' and channel = 'event'
union all
select 'follow_up', home from entries where home is not null and fate = 'accepted'
order by all
