-- The opportunities that reached something on an unknown day, and from when on it may have been: what is noted on a touch
-- came after it.
select milestones.opportunity, min(coalesce(sent.sent_at, '-infinity'::timestamp)) as unsure_from
from milestones
left join sent on sent.line = milestones.line
where precision = 'unknown' and kind not in ('applied', 'rejected', 'withdrawn')
group by milestones.opportunity
