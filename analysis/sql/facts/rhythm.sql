-- For tips on how often: the days between two touches of the strategy to one person, with no reply between them.
select
    id, strategy, tip,
    date_diff('day', lag(sent_on) over (partition by thread, stretch, strategy order by touch_number), sent_on) as days
from (
    select id, thread, stretch, touch_number, sent_on, rules.strategy, tip
    from measured_touches
    join earlier using (id)
    join rules on rule = 'count_before_reply' and rules.strategy = measured_touches.strategy::varchar
)
