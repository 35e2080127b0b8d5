-- The tries as a reply rate counts them, by their number. Without a time limit, days say nothing. Tries of one `cluster` (a
-- thread; a client where there are several) are alike.
select
    * replace (
        case
            when reason is not null then reason
            when $basis = 'recorded' and age < $within then 'too recent to judge'
        end as reason,
        case when $basis = 'within' then day else 0 end as day,
        $basis = 'within' and undated as undated,
        $basis = 'within' and waiting as waiting
    )
from tries
