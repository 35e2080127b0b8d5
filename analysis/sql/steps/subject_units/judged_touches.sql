-- The touches to people or opportunities, where these are counted, and why one doesn't count.
select
    *,
    case $per when 'contact' then person else opportunity end as unit,
    case
        when untimed = 'after the data date' then untimed
        when uncounted is not null and not shared then uncounted
        when $basis = 'within' then untimed
        when $basis = 'recorded' and sent_on is null then 'undated'
    end as left_out
from named_touches
where $per <> 'message'
