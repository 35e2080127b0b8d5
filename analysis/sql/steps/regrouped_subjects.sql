-- People or opportunities as units, where these are counted: once per group, from the first touch there. A reply to one of
-- several touches counts for whom they were sent to; a good one counts more than a no, and that more than any other.
select
    subject.* replace (case when $by <> 'client' and several_clients then cluster else unit end as cluster),
    coalesce(answer > 0, false) as replied,
    coalesce(answer = 2, false) as rejection,
    coalesce(answer = 3, false) as positive,
    coalesce(answer > 0 and answered_on is null, false) as undated,
    date_diff('day', sent_on, $as_of) as age,
    case when answer > 0 then greatest(0, date_diff('day', sent_on, coalesce(answered_on, answered_by))) else age end as day
from (select * from counted_subjects union all by name select * from other_subjects) as subject
cross join client_numbers
