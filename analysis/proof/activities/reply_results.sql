-- The best result of the replies to each touch, known by the data date.
select
    touch,
    case
        when bool_or(kind = 'offer') then 'offer'
        when bool_or(kind = 'interview') then 'interview'
        when bool_or(kind = 'positive') then 'positive'
        when bool_or(kind = 'rejection') then 'rejection'
        else 'reply'
    end as result
from replies
where received_at is null or received_at::date <= $as_of
group by touch
