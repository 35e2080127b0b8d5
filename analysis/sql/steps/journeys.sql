-- What each opportunity came to on its journey. Who had an offer had an interview, whether or not the log says when.
-- `unclear`: nobody can tell whether one of its messages was answered, or any at all. `unsent`: only its steps are known.
with certainties as (
    select
        opportunity,
        bool_and(uncounted is not null) or bool_or(coalesce(starts_with(uncounted, 'not known'), false)) as unclear
    from measured_touches
    group by opportunity
)
select
    counted_opportunities.opportunity, touches = 0 as unsent, applied, replied, screened, had_interview as interviewed, final, offered, rejected,
    withdrawn, coalesce(unclear, true) as unclear
from counted_opportunities
left join certainties using (opportunity)
