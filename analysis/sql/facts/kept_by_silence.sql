-- Rules with one yes or no for each silence: `days` days without a touch of another strategy, a reply or a milestone, in
-- an opportunity that was at one of the strategy's stages and not over. Was a touch of the strategy sent before the next
-- reply or milestone (and within `until_days`)? A rule not kept is still open until that time is `over`. An application of
-- your own breaks a silence, and is no news that ends it.
with clocks as (
    select *, row_number() over (order by strategy, tip) as clock
    from rules
    where rule = 'done_after_silence'
),
others as (
    select clock, opportunity, touch is null and kind <> 'applied' as news, touch, stage, ended, on_day, moment
    from happenings
    join clocks on happenings.strategy is distinct from clocks.strategy
),
followed as (
    select
        clock, opportunity, on_day,
        coalesce(max(stage) over so_far, 'prospect')::varchar as stage,
        bool_or(ended) over so_far as ended,
        lead(on_day) over so_far as next_on,
        min(case when news then on_day end) over (so_far rows between 1 following and unbounded following) as heard_on
    from others
    window so_far as (partition by clock, opportunity order by moment, touch)
),
long_silences as (
    select followed.*, strategy, tip, days, until_days
    from followed
    join clocks using (clock)
    where date_diff('day', on_day, coalesce(next_on, $as_of)) >= days
        and list_contains(stages, stage)
        and not ended
        and opportunity not in (
            select opportunity from milestones
            where reached_at is null and kind in ('offer', 'accepted', 'rejected', 'withdrawn')
        )
)
select
    silence.opportunity, silence.strategy, tip,
    bool_or(sent.touch is not null) as kept,
    any_value(until_days is null or heard_on is not null or date_diff('day', on_day, $as_of) >= until_days) as over
from long_silences as silence
left join (select opportunity, touch, strategy, on_day as sent_on from happenings) as sent
    on sent.opportunity = silence.opportunity
    and sent.strategy = silence.strategy
    and sent_on > on_day
    and (heard_on is null or sent_on <= heard_on)
    and (until_days is null or date_diff('day', on_day, sent_on) <= until_days)
group by silence.opportunity, silence.strategy, tip, on_day
