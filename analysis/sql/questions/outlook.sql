-- How many more until the next reply, interview and offer?
with chances as (
    select 'interview' as step, group_outcomes.interviewed as reached, applied, first_on as since
    from group_outcomes
    join selected_opportunities using (opportunity)
    where group_outcomes.interviewed is not null
    union all
    select 'offer', offered, applied, coalesce(interviewed_on, first_sent_on)
    from selected_opportunities
    where had_interview
)
select * from reply_days
union all by name
-- What began too recently is left out by its age alone, whatever came of it.
select
    step,
    several_clients,
    bool_and(applied) as applied,
    2 * count(*) filter (where applied) >= count(*) as mostly_applied,
    count(*) filter (where not recent) as chances,
    count(*) filter (where not recent and reached) as reached,
    count(*) filter (where recent) as recent,
    count(*) filter (where since is null) as dateless
from (select *, coalesce(date_diff('day', since, $as_of) < $within, false) as recent from chances)
cross join client_numbers
group by step, several_clients
