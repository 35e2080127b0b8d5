-- Where does the search stand?
with totals as (
    select
        count(*) as touches,
        count(*) filter (where moved) as moved,
        count(distinct person) as people,
        min(sent_on) as first_on,
        max(sent_on) as last_on
    from selected_touches
    where untimed is distinct from 'after the data date'
),
judged as (
    select
        coalesce(sum(n) filter (where reason is null), 0)::bigint as measured,
        coalesce(sum(n) filter (where reason is null and replied and not undated and day <= $within), 0)::bigint as answered,
        coalesce(sum(n) filter (where undated), 0)::bigint as undated
    from unit_counts
),
interviewed as (
    select date_diff('day', coalesce(applied_on, first_sent_on), interviewed_on) as days
    from selected_opportunities
    where had_interview
),
reached as (
    select
        count(*) as opportunities,
        count(*) filter (where screened) as screens,
        count(*) filter (where had_interview) as interviews,
        count(*) filter (where final) as finals,
        count(*) filter (where offered) as offers,
        count(*) filter (where rejected) as rejections
    from counted_opportunities
)
select
    touches, measured, answered, undated, moved, people, first_on, last_on, opportunities, screens, interviews,
    -- Interviews without a day can't be said to have come in time.
    (
        select case when bool_and(days is not null) is not false then count(*) filter (where days between 0 and $within) end
        from interviewed
    ) as interviews_within,
    finals, offers, rejections
from totals cross join judged cross join reached
