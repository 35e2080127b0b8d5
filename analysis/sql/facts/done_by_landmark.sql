-- What had been done when an opportunity is compared? A referral is carried along; everything else counts at the stage at
-- which it was done. Read from the whole log: what a filter hides was done all the same.
select distinct starts.*, sent.strategy
from starts
join measured as sent
    on sent.opportunity = starts.opportunity
    and sent.sent_on <= landmark
    and (sent.sent_on >= from_day or sent.strategy = 'referral')
    and case when sent.strategy = 'thank_you' then 'thank_you' else 'any' end = clock
where sent.strategy is not null
