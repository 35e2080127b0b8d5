-- Whether the log is of several clients: then what one of them sent is alike, and clients are what is independent.
select count(distinct lower(client)) > 1 as several_clients
from measured_touches
