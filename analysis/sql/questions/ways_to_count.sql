-- Does it depend how you count what led to offers?
-- How many opportunities and offers there are, and how many can't tell; what each kind of touch gets under each way of
-- counting (parts are added up as decimals: in whatever order, the sum is the same); and how often one follows another.
select reason, sum(units)::bigint as units, sum(offers)::bigint as offers
from alike_walks
group by reason
union all by name
select
    strategy,
    sum(units)::bigint as touches,
    sum(units) filter (where place = 1)::bigint as started,
    sum(units) filter (where earliest)::bigint as opportunities,
    sum(offers) filter (where earliest)::bigint as won,
    sum(offers) filter (where place = 1)::bigint as first,
    sum(offers) filter (where next is null)::bigint as last,
    sum((offers * linear)::decimal(38, 18))::double as linear,
    sum((offers * position)::decimal(38, 18))::double as position,
    sum((offers * time_decay)::decimal(38, 18))::double as time_decay,
    sum((offers * equal_split)::decimal(38, 18)) filter (where earliest)::double as equal_split
from weighed_touches
group by strategy
union all by name
select strategy, next, sum(units)::bigint as touches
from weighed_touches
where next is not null
group by strategy, next
