-- What each opportunity had reached by the data date.
create table measured_opportunities as
with known_milestones as (
    select * from milestones where reached_at is null or reached_at::date <= $as_of
),
history as (
    select
        opportunity,
        bool_or(kind = 'applied') as applied,
        bool_or(kind = 'screen') as screened,
        bool_or(kind = 'interview') as interviewed,
        bool_or(kind = 'final') as final,
        bool_or(kind in ('interview', 'final', 'offer', 'accepted')) as had_interview,
        bool_or(kind in ('offer', 'accepted')) as offered,
        bool_or(kind = 'rejected') as rejected,
        bool_or(kind = 'withdrawn') as withdrawn,
        min(reached_at::date) filter (where kind = 'applied') as applied_on,
        min(reached_at::date) filter (where kind in ('interview', 'final') and precision <> 'by') as interviewed_on,
        min(reached_at::date) filter (where kind in ('offer', 'accepted') and precision <> 'by') as offered_on,
        min(reached_at::date) filter (where kind in ('rejected', 'withdrawn') and precision <> 'by') as ended_on
    from known_milestones
    group by opportunity
),
contacted as (
    select
        opportunity,
        any_value(client) as client, any_value(company) as company, any_value(role) as role,
        count(*) as touches,
        min(sent_on) as first_sent_on,
        max(sent_on) as last_sent_on,
        bool_or(replied) as replied
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
left join history using (opportunity)
