-- What each opportunity came to on its journey. Who had an offer had an interview, whether or not the log says when.
select opportunity, applied, replied, screened, had_interview as interviewed, final, offered, rejected, withdrawn
from selected_opportunities
