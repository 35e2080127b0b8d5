-- Each day on which something happened in an opportunity, as numbers: what was known just before it, and what came after.
-- Days are counted from the data date, so those before it are negative; what never came is a thousand years ahead.
select
    opportunity::int as opportunity,
    number::int as client,
    -date_diff('day', on_day, $as_of)::int as day,
    theirs, done,
    enum_code(stage_before)::int as stage_before,
    enum_code(stage_after)::int as stage_after,
    coalesce(-date_diff('day', before_on, $as_of), -365000)::int as day_before,
    coalesce(theirs_before, false) as theirs_before,
    coalesce(way_before, 0)::int as way_before,
    way::int as way,
    unanswered::int as unanswered,
    turn::int as turn,
    over_before, over_after,
    place = 1 as opening,
    coalesce(judged, false) as judged,
    coalesce(-date_diff('day', next_on, $as_of), 365000)::int as next_day,
    coalesce(next_theirs, false) as next_theirs,
    coalesce(-date_diff('day', heard_on, $as_of), 365000)::int as reply_day,
    coalesce(-date_diff('day', further_on, $as_of), 365000)::int as further_day,
    coalesce(-date_diff('day', offered_on, $as_of), 365000)::int as offer_day
from selected_turns
join numbered_clients using (opportunity)
left join (select opportunity, place, reason is null as judged from judged_turns) as judged using (opportunity, place)
order by number, opportunity, place
