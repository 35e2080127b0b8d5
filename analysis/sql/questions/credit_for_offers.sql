-- Which follow-ups are on the way to offers more than their use?
select
    null as reason, stage::varchar as stage, strategies,
    count(*) as units,
    count(*) filter (where offered) as offers,
    null as touches
from selected_done_by_stage
group by stage, strategies
union all
-- How often each is used at each stage.
select null, least(coalesce(stage, 'prospect'::stage), 'final'::stage)::varchar, strategy::varchar, null, null, count(*)
from selected_paths
where strategy is not null
group by all
union all
select 'no touch says what it was for', null, null, count(*), count(*) filter (where offered), null
from counted_opportunities
where opportunity not in (select opportunity from selected_walks where not silent)
having count(*) > 0
