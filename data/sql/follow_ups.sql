-- The follow-ups noted in columns of their own, in the order of these; one that two columns note on one day counts once.
create table follow_ups as
with noted_follow_ups as (
    select
        cells.line, parts.strategy::word as strategy, parts.channel::word as channel,
        moments.moment as sent_at, coalesce(moments.timed, false) as timed,
        cells.place::integer as place, parts.part::integer as part
    from follow_up_cells as cells
    join follow_up_parts as parts using (place, text)
    left join moments on moments.field = 'column ' || cells.place and moments.text = parts.day
)
select *, row_number() over (partition by line order by place, part) as turn
from noted_follow_ups
qualify sent_at is null or row_number() over (partition by line, strategy, channel, sent_at order by place, part) = 1
