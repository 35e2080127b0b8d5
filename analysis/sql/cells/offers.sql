-- Opportunities at each stage that they came to, as numbers: whose, by what had been done in them up to and including that
-- stage (a bit for each strategy), and how many of them had an offer.
with marked as (
    select strategies, bit_or(1 << (enum_code(strategy::strategy)::int + 1)) as done
    from (
        select strategies, unnest(string_split(strategies, ', ')) as strategy
        from (select distinct strategies from selected_done_by_stage where strategies <> '')
    )
    group by strategies
)
select
    number as client,
    enum_code(stage)::int as stage,
    done::int as done,
    count(*)::int as units,
    (count(*) filter (where offered))::int as offers
from selected_done_by_stage
join marked using (strategies)
join numbered_clients using (opportunity)
where drawn
group by all
order by all
