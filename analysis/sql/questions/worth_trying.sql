-- What is worth trying more of?
select *
from reply_days
