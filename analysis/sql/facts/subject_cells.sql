-- People or opportunities as units of each group, where all of their touches are chosen; between which days these were sent, and
-- by what: for what is counted, on which basis, by a column and a second one.
with spans as (
    select
        name, split, unit,
        min(sent_on) as first_on,
        max(sent_on) as last_on,
        bool_and(sent_on is not null) as dated,
        bit_or(channel_bit) as channel_bits,
        bit_or(strategy_bit) as strategy_bits,
        bit_or(stage_bit) as stage_bits
    from subject_touches
    where unit is not null
    group by name, split, unit
)
select
    $per::varchar as per_unit, $basis::varchar as counted_basis, $by::varchar as by_column, $split::varchar as split_column,
    subject.*, first_on, last_on, dated, channel_bits, strategy_bits, stage_bits
from regrouped_subjects as subject
left join spans using (unit, name, split)
