-- Where does the search stand?
with totals as (
    select
        count(*) as touches,
        count(*) filter (where replied) as answered,
        count(*) filter (where moved) as moved,
        count(distinct person) as people,
        min(sent_on) as first_on,
        max(sent_on) as last_on
    from selected_touches
    where untimed is distinct from 'after the data date'
),
reached as (
    select
        count(*) as opportunities,
        count(*) filter (where had_interview) as interviews,
        count(*) filter (
            where date_diff('day', coalesce(applied_on, first_sent_on), interviewed_on) between 0 and $within
        ) as interviews_within,
        count(*) filter (where final) as finals,
        count(*) filter (where offered) as offers,
        count(*) filter (where rejected) as rejections
    from counted_opportunities
)
select * from totals cross join reached
