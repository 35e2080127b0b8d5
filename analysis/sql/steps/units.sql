-- What a reply rate counts: messages, or people, or opportunities. A unit got a reply, or was last seen silent, `day`
-- days after sending; where the reply is `undated`, it came by that day. Without a time limit, days say nothing. `reason`
-- says why a unit is left out. Units of one `cluster` (a thread, a person; a client where there are several) are alike.
with counted as (
    select
        name, split, stage, channel, case when $by = 'client' then thread else cluster end as cluster, client, drawn,
        id, opportunity, sent_on, week, replied, positive, rejection, undated, pending, day, age, unordered,
        case
            when untimed = 'after the data date' then untimed
            when uncounted is not null then uncounted
            when $basis = 'within' then untimed
            when $basis = 'recorded' and sent_on is null then 'undated'
        end as left_out
    from named_touches
    where $per = 'message'
    union all
    select
        name, split, null, channel, cluster, client, drawn,
        null, opportunity, sent_on, date_trunc('week', sent_on)::date, replied, positive, rejection, undated, not replied,
        day, age, false, left_out
    from subject_units
)
select
    name, split, stage, channel, cluster, client, drawn, id, opportunity, sent_on, week, unordered,
    case when left_out is null and $basis = 'recorded' and age < $within then 'too recent to judge' else left_out end as reason,
    case when $basis = 'within' then day else 0 end as day,
    replied, positive, rejection,
    $basis = 'within' and left_out is null and undated as undated,
    coalesce(age >= $within, false) as old,
    $basis = 'within' and pending and day < $within as waiting
from counted
