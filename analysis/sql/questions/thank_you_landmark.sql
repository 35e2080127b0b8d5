-- Does a thank-you note within a day go with getting further?
select
    thanked, stage, reason,
    count(*) as units,
    count(*) filter (where further) as further,
    count(*) filter (where offered) as offered
from noted_interviews
group by thanked, stage, reason
