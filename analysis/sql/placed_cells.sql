-- What is added up already: what the filters choose as a whole, and what they cut.
select
    *,
    coalesce(
        ($since is null or first_on >= $since) and ($until is null or last_on <= $until)
        and (dated or ($since is null and $until is null))
        and channel_bits | $channel_bits = $channel_bits
        and strategy_bits | $strategy_bits = $strategy_bits
        and stage_bits | $stage_bits = $stage_bits,
        false
    ) as whole,
    not whole and coalesce(
        ($since is null or last_on >= $since) and ($until is null or first_on <= $until)
        and channel_bits & $channel_bits > 0
        and strategy_bits & $strategy_bits > 0
        and stage_bits & $stage_bits > 0,
        false
    ) as cut
from spans
