-- Each touch of opportunities alike, with the part of an offer that each way of counting gives to it. `earliest` is the
-- first of its kind, to which the part of the whole kind goes.
with placed as (
    select
        units, offers, kinds,
        len(kinds) as touches,
        unnest(kinds) as strategy,
        unnest(range(1, len(kinds) + 1)) as place
    from alike_walks
    where reason is null
)
select
    units, offers, strategy, place, touches,
    kinds[place + 1] as next,
    list_position(kinds, strategy) = place as earliest,
    1 / touches as linear,
    case
        when touches <= 2 then 1 / touches
        when place in (1, touches) then 0.4::double
        else 0.2::double / (touches - 2)
    end as position,
    2.0::double ^ (place - touches - 1) / (1 - 2.0::double ^ -touches) as time_decay,
    1 / len(list_distinct(kinds)) as equal_split
from placed
