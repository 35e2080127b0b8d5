-- For tips on how often: the median number of days between two touches of the strategy with no answer between them.
with gaps as (
    select
        strategy::varchar as strategy,
        date_diff('day', lag(sent_on) over (partition by thread, stretch, strategy order by touch_number), sent_on) as days
    from touches
    join earlier using (id)
)
select tips.strategy, tip, median(gaps.days) as days_between
from gaps
join tips on rule = 'count_before_reply' and tips.strategy = gaps.strategy
group by tips.strategy, tip
