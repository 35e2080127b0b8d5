-- The days of an opportunity on which something happened, in order: what was known just before, and what came next. `state`
-- is 0 before anything, 1 while they have never answered, 2 where they wrote last, 3 where you wrote after an answer.
-- `unanswered`: your days of writing since the start or their last answer. `over`: once an offer, a no or an end is known.
with told as (
    select *, count(*) filter (where theirs) over so_far as turn
    from sides
    window so_far as (partition by opportunity order by moment, theirs)
)
select
    opportunity, on_day, theirs, done, turn,
    row_number() over so_far as place,
    lag(on_day) over so_far as before_on,
    lag(way) over so_far as way_before,
    coalesce(max(stage) over (so_far rows between unbounded preceding and 1 preceding), 'prospect'::stage) as stage_before,
    coalesce(max(stage) over so_far, 'prospect'::stage) as stage_after,
    way,
    count(*) filter (where not theirs) over (partition by opportunity, turn order by moment, theirs) as unanswered,
    coalesce(bool_or(ended or offered) over (so_far rows between unbounded preceding and 1 preceding), false) as over_before,
    bool_or(ended or offered) over so_far as over_after,
    lag(theirs) over so_far as theirs_before,
    lead(on_day) over so_far as next_on,
    lead(theirs) over so_far as next_theirs,
    min(on_day) filter (where heard) over later as heard_on,
    min(on_day) filter (where further) over later as further_on,
    min(on_day) filter (where offered) over later as offered_on
from told
window
    so_far as (partition by opportunity order by moment, theirs),
    later as (partition by opportunity order by moment, theirs rows between 1 following and unbounded following)
