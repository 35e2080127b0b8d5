-- What each opportunity came to on its journey. Who had an offer had an interview, whether or not the log says when.
-- `unclear`: nobody can tell whether one of its messages was answered, or any at all. `unsent`: only its steps are known.
select
    opportunity, touches = 0 as unsent, applied, replied, screened, had_interview as interviewed, final, offered, rejected, withdrawn,
    touches = 0 or opportunity in (select opportunity from unclear_opportunities) as unclear
from counted_opportunities
