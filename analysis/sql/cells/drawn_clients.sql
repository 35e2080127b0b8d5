-- How many clients the log is about, and how many of them are compared.
select count(distinct number) as clients, count(distinct number) filter (where drawn) as drawn
from numbered_clients
