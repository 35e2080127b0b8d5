-- The touches to people or opportunities, where these are counted, and why one doesn't count.
select
    *,
    case
        when untimed = 'after the data date' then untimed
        when uncounted is not null and not shared then uncounted
        when $basis = 'within' then untimed
        when $basis = 'recorded' and sent_on is null then 'undated'
    end as left_out
from regrouped_subject_touches
