-- Tries whose days can be compared: after an interview the employer decides, whatever is sent.
select * replace (
    case
        when reason is not null then reason
        when stage in ('interview', 'final', 'offer') then 'sent after an interview'
    end as reason
)
from tries
