-- Between which days something was sent in each opportunity by the data date, and by what.
select
    opportunity,
    min(sent_on) as first_on,
    max(sent_on) as last_on,
    bool_and(sent_on is not null) as dated,
    bit_or(channel_bit) as channel_bits,
    bit_or(strategy_bit) as strategy_bits,
    bit_or(stage_bit) as stage_bits
from touch_cells
where untimed is distinct from 'after the data date'
group by opportunity
order by any_value(client), opportunity
