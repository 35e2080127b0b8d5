-- The opportunities in which nobody can tell who was silent when, and why.
select opportunity, min(reason) as reason
from (
    select
        opportunity,
        case
            when untimed = 'undated' then 'a message there has no date'
            when starts_with(uncounted, 'not known') then 'not known whether it was answered'
        end as reason
    from measured_touches
)
where reason is not null
group by opportunity
