-- What each opportunity (a role at a company, or a person where no company is named) has reached by the data date.
select
    opportunity, client, company, role,
    touches, first_sent_on, last_sent_on, replied as answered,
    applied, screened, interviewed, final, offered, rejected, withdrawn,
    applied_on, interviewed_on, offered_on, ended_on
from measured_opportunities
order by opportunity
