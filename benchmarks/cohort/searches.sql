-- The opportunities of every client: when each starts, how many touches it gets, and how it ends.
select
    number,
    'C' || lpad((number // 120)::varchar, 6, '0') as client,
    'Company ' || floor(luck(number, 'company') * 5000)::int as company,
    'Role ' || number % 120 as role,
    date '2024-01-01' + (luck(number, 'start') * 730)::int as first_day,
    pick([1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 7, 9], luck(number, 'size')) as size,
    pick([0, 0, 0, 0, 0, 1, 1, 2, null, null], luck(number, 'applies')) as applies_at,
    case when luck(number, 'invited') < 0.2 then applies_at + floor(luck(number, 'when') * 3) end as invited_at,
    luck(number, 'final') < 0.45 as gets_further,
    pick(['offer', 'rejection', 'none', 'none'], luck(number, 'end')) as ends
from range($touches // 2) as numbers (number)
