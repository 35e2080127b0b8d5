-- Whether an opportunity reached what is asked about at any time.
select
    opportunity,
    case $outcome when 'offer' then offered when 'further' then had_interview or offered else replied end as naive_reached
from selected_opportunities
