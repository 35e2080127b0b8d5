-- For each group of touches and each opportunity: how many were sent, and what came after the first. `further`: a phone
-- screen, an interview, another round or an offer; an offer implies an interview. From an interview on, another one says
-- nothing of its own; at an offer there is nothing further to come. Between which days they were sent, and by what.
with used as (
    select
        name, split, opportunity,
        coalesce(min(stage), 'prospect'::stage) as from_stage,
        count(*) as touches,
        min(sent_on) as first_on,
        max(sent_on) as last_on,
        bool_and(sent_on is not null) as dated,
        bit_or(channel_bit) as channel_bits,
        bit_or(strategy_bit) as strategy_bits,
        bit_or(stage_bit) as stage_bits
    from regrouped_touches
    where untimed is distinct from 'after the data date' and not unordered
    group by name, split, opportunity
),
-- An interview on the day of a note about it came before the note. Where a day is missing, a later stage came later.
followed as (
    select
        used.*,
        first_on + (from_stage >= 'screen'::stage)::int as from_day,
        case when first_on is null then last_stage else undated_stage end as unordered_stage,
        coalesce(offered_on >= from_day or unordered_stage = 'offer', false) as offered,
        coalesce(interviewed_on >= from_day or unordered_stage >= 'interview'::stage, false) or offered as interviewed,
        coalesce(stepped_on >= from_day or unordered_stage > from_stage, false) or offered as further
    from used
    left join furthest_steps using (opportunity)
)
select
    name, split, opportunity, touches, first_on, last_on, dated, channel_bits, strategy_bits, stage_bits,
    case when from_stage < 'interview'::stage then interviewed end as interviewed,
    case when from_stage < 'offer'::stage then further end as further,
    case when from_stage < 'offer'::stage then offered end as offered
from followed
