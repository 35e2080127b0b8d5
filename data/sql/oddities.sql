-- What looks odd in the rows, though it changes none of them.
with identical as (
    select 'These rows are identical; they may be two real applications' as what, repetition_of as first, line
    from repetitions
    where repetition > 1 and line in (select line from entries where fate = 'accepted')
),
odd_lines as (
    select what, line from identical
    union
    select what, first from identical
    union all
    select 'The reply is dated before the touch it answers', sent.line
    from replies join sent on sent.id = replies.touch
    where replies.received_at::date < sent.sent_at::date
    union all
    select 'An interview or an offer is dated before its application', later.line
    from milestones as application
    join milestones as later using (opportunity)
    where application.kind = 'applied' and later.kind in ('screen', 'interview', 'final', 'offer')
        and later.precision <> 'by' and later.reached_at::date < application.reached_at::date
        and later.line = application.line
    union all
    select remark, line from remarks where remark is not null and not starts_with(remark, 'The year is missing') and line in (select line from entries where fate = 'accepted')
    union all
    select 'A step such as an interview stands where what you sent should; it counts as something sent, and not as a step', line
    from remarks
    join words on words.field = 'step' and words.text = remarks.text
    where remarks.field = 'strategy' and line in (select line from entries where fate = 'accepted')
    union all
    select 'The day of a follow-up can''t be read, so it counts as sent on an unknown day', cells.line
    from follow_up_cells as cells
    join follow_up_parts as parts using (place, text)
    join moments on moments.field = 'column ' || cells.place and moments.text = parts.day
    where moments.moment is null
    union all
    select 'The reply answers nothing that this log says was sent', line from replies where touch is null and among is null
    union all
    select 'The step belongs to no touch of this log, so it counts in the totals alone', milestones.line
    from milestones anti join sent using (opportunity)
    union all
    select 'The date lies in the future', line from sent where sent_at::date > current_date
    union all
    select 'The touch has no date, so it counts only where no date is needed', sent.line from sent join entries using (line) where sent.sent_at is null and home is null
)
select what, list(distinct coalesce(home, odd_lines.line) order by coalesce(home, odd_lines.line)) as lines
from odd_lines
left join entries on entries.line = odd_lines.line
group by what
order by what
