-- What each opportunity came to on its journey; a phone screen is an interview there.
select opportunity, applied, replied, screened or interviewed as interviewed, final, offered, rejected, withdrawn
from selected_opportunities
