-- Tries whose days can be compared: after an interview the employer decides, whatever is sent.
select * replace (
    case
        when reason is not null then reason
        when stage in ('interview', 'final', 'offer') then 'sent after an interview'
        when day is null then 'answered on an unknown day, and too young to judge'
    end as reason
)
from tries
