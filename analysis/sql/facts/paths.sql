-- What was done in each opportunity until its first offer, or else until its end, in order. Read from the whole log:
-- filters choose opportunities, never parts of their paths. Touches without a date come last; then `ordered` is false.
with offers as (
    select distinct opportunity, line as offer_line
    from milestones
    where kind in ('offer', 'accepted') and (reached_at is null or reached_at::date <= $as_of)
),
before as (
    select
        touch.id, touch.opportunity, touch.channel, touch.strategy, touch.stage, touch.sent_at, touch.sent_on, touch.replied,
        offered,
        offered_on,
        case
            when offered then 'offer'
            when final then 'final'
            when interviewed then 'interview'
            when screened then 'screen'
            when applied then 'applied'
            else 'prospect'
        end::stage as reached
    from measured_touches as touch
    join measured_opportunities using (opportunity)
    left join offers on offers.opportunity = touch.opportunity and offer_line = touch.line
    where untimed is distinct from 'after the data date'
        and coalesce(sent_on <= case when offered then offered_on else ended_on end, true)
        -- On the day of the offer only the touch that it replies to is known to have come before it.
        and (stage is distinct from 'offer' or offer_line is not null)
)
select
    id, opportunity, channel, strategy, stage, sent_on, replied, offered, reached,
    row_number() over (partition by opportunity order by sent_at nulls last, id) as place,
    bool_and(sent_on is not null and (not offered or offered_on is not null)) over (partition by opportunity) as ordered
from before
