-- The opportunities that could come to an interview, since they were first written to before one; and those with an interview
-- that could come to an offer. What began too recently is so by its age alone, whatever came of it.
with chances as (
    select 'interview' as step, opportunity, group_outcomes.interviewed as reached, applied, first_on as since
    from group_outcomes
    join selected_opportunities using (opportunity)
    where group_outcomes.interviewed is not null
    union all
    select 'offer', opportunity, offered, applied, coalesce(interviewed_on, first_sent_on)
    from selected_opportunities
    where had_interview
)
select *, coalesce(date_diff('day', since, $as_of) < $within, false) as recent
from chances
