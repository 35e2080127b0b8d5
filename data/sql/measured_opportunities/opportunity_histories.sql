-- What each opportunity had reached by the data date, whether or not anything was sent there.
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
from milestones
where reached_at is null or reached_at::date <= $as_of
group by opportunity
