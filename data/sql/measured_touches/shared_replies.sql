-- The touches any one of which a reply may have answered, and what that reply said.
select
    id,
    struct_pack(
        replied_on := min(received_on),
        replied_by := case when min(received_on) is null then coalesce(min(received_by), $as_of) end,
        positive := bool_or(kind in ('positive', 'interview', 'offer')),
        rejection := bool_or(kind = 'rejection') and not bool_or(kind in ('positive', 'interview', 'offer'))
    ) as said
from (select unnest(among) as id, kind, received_on, received_by from known_replies)
group by id
