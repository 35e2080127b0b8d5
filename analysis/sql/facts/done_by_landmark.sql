-- What had been done in an opportunity by the landmark at which it is compared. A referral counts at every later stage;
-- everything else counts at the stage at which it was done. Read from the whole log: what a filter hides was done too.
select distinct starts.*, measured_touches.strategy
from starts
join measured_touches
    on measured_touches.opportunity = starts.opportunity
    and measured_touches.sent_on <= landmark
    and (measured_touches.sent_on >= from_day or measured_touches.strategy = 'referral')
    and case when measured_touches.strategy = 'thank_you' then 'thank_you' else 'any' end = clock
where measured_touches.strategy is not null
