-- What each opportunity had reached by the data date: those in which something was sent, and the others, of which only
-- steps are known, as in a calendar.
create table measured_opportunities as
with contacted as (
    select
        opportunity,
        any_value(client) as client, any_value(company) as company, any_value(role) as role,
        count(*) as touches,
        min(sent_on) as first_sent_on,
        max(sent_on) as last_sent_on,
        bool_or(replied or shared_reply is not null) as replied
    from measured_touches
    where untimed is distinct from 'after the data date'
    group by opportunity
)
select
    contacted.*,
    coalesce(applied, false) as applied,
    coalesce(screened, false) as screened,
    coalesce(interviewed, false) as interviewed,
    coalesce(final, false) as final,
    coalesce(had_interview, false) as had_interview,
    coalesce(offered, false) as offered,
    coalesce(rejected, false) as rejected,
    coalesce(withdrawn, false) as withdrawn,
    applied_on, interviewed_on, offered_on, ended_on
from contacted
left join opportunity_histories using (opportunity);

create table untouched_opportunities as
with named as (
    select
        milestones.opportunity,
        any_value(entries.client) as client, any_value(entries.company) as company, any_value(entries.role) as role
    from milestones
    join entries using (line)
    group by milestones.opportunity
)
select
    opportunity, client, company, role,
    0 as touches, null::date as first_sent_on, null::date as last_sent_on, false as replied,
    opportunity_histories.* exclude (opportunity)
from opportunity_histories
join named using (opportunity)
where opportunity not in (select opportunity from sent)
