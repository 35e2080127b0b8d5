-- how many messages
select count(*) from touches;

-- by channel
select channel, count(*) as sent from touches group by channel order by sent desc;

-- reply rate by channel
select channel, count(*) as sent, round(100.0 * count(*) filter (where answered) / count(*), 1) as rate
from touches where untimed is null group by all order by rate desc;

-- from first
from touches select company, contact, sent_on where answered order by sent_on limit 20;

-- whole table
from opportunities;

-- table keyword
table replies;

-- values
select * from (values (1, 'a'), (2, 'b')) as v(number, letter);

-- describe
describe touches;

-- describe a query
describe select channel, count(*) from touches group by all;

-- summarise
summarize touches;

-- show tables
show tables;

-- in a bracket
from (describe opportunities) select column_name, column_type;

-- with
with weekly as (select date_trunc('week', sent_on) as week, count(*) as sent from touches group by all)
select week, sent, avg(sent) over (order by week rows between 3 preceding and current row) as smooth from weekly;

-- two steps
with sent as (select opportunity, count(*) as n from touches group by all),
far as (select opportunity from opportunities where interviewed)
select median(n) as messages from sent join far using (opportunity);

-- materialized
with busy as materialized (select company from touches group by company having count(*) > 2) select * from busy;

-- recursive
with recursive days as (
    select date '2026-01-01' as day union all select day + 1 from days where day < date '2026-01-31'
)
select day, count(touches.id) as sent from days left join touches on touches.sent_on = days.day group by day order by day;

-- a series
select week::date as week, count(id) as sent
from generate_series(date '2026-01-05', date '2026-03-30', interval 7 days) as t(week)
left join touches on date_trunc('week', sent_on) = week group by all order by all;

-- window
select company, sent_on, lag(sent_on) over (partition by thread order by sent_on) as before,
    row_number() over w as place
from touches window w as (partition by thread order by sent_on);

-- latest of each company
select * from touches qualify row_number() over (partition by company order by sent_on desc) = 1;

-- distinct on
select distinct on (company) company, role, stage from touches order by company, sent_on desc;

-- join
select touches.company, milestones.kind, milestones.reached_at
from touches join milestones using (opportunity) where milestones.kind in ('interview', 'offer');

-- asof join
select touches.id, milestones.kind from touches
asof left join milestones on touches.opportunity = milestones.opportunity and touches.sent_at >= milestones.reached_at;

-- anti join
select company from opportunities anti join milestones using (opportunity);

-- semi join
select count(*) from touches semi join replies on replies.touch = touches.id;

-- exists
select company from opportunities o where exists (select 1 from milestones m where m.opportunity = o.opportunity and m.kind = 'offer');

-- not in
select count(*) from touches where id not in (select touch from replies where touch is not null);

-- days to an answer
select channel, quantile_cont(date_diff('day', sent_on, answered_on), 0.5) as median_days, max(answered_on - sent_on) as longest
from touches where answered_on is not null group by all;

-- time bucket
select time_bucket(interval 2 weeks, sent_on) as fortnight, count(*) from touches group by all order by 1;

-- weekday and hour
select dayname(sent_on) as day, hour(sent_at) as hour, count(*) as sent, avg(answered::int) as rate
from touches where timed group by all order by sent desc;

-- case
select case when touch_number = 1 then 'first' when touch_number <= 3 then 'early' else 'late' end as when_sent, count(*)
from touches group by 1;

-- words of the vocabulary in order
select stage, count(*) from touches where stage >= 'interview' group by stage order by stage;

-- enum words
select unnest(enum_range(null::channel)) as channel;

-- other columns of the file
select map_keys(extra) as headers, count(*) from touches group by all;

-- one of them
select coalesce(extra['Source'], 'unknown') as source, count(*) from touches group by all;

-- lists
select company, list(distinct channel order by channel) as channels, len(list(id)) as n from touches group by company;

-- list comprehension
select [upper(c) for c in list_distinct(list(channel::varchar)) if c <> 'other'] from touches;

-- lambda
select list_transform(list_sort(list(touch_number)), lambda n: n * 2) from touches where touch_number is not null;

-- text
select regexp_extract(company, '^\w+') as word, string_agg(distinct contact, ', ' order by contact) from touches group by all;

-- like
select count(*) from touches where message ilike '%thank%' or notes like '%call%' or company similar to 'A.*';

-- nearest name
select a.company, b.company, jaro_winkler_similarity(a.company, b.company) as alike
from (select distinct company from opportunities) a, (select distinct company from opportunities) b
where a.company < b.company and alike > 0.8 order by alike desc;

-- union
select 'sent' as what, count(*) as n from touches union all select 'answered', count(*) from replies order by what;

-- union by name
select company, role from touches union by name select company, client from opportunities;

-- except
select company from touches except select company from opportunities where rejected;

-- grouping sets
select channel, stage, count(*), grouping(channel, stage) from touches group by grouping sets ((channel, stage), (channel), ());

-- cube
select channel, answered, count(*) from touches group by cube (channel, answered);

-- pivot with named columns
from (pivot touches on answered in (true, false) using count(*) group by channel);

-- pivot as a statement, with named columns
pivot touches on answered in (true, false) using count(*) group by channel;

-- unpivot
unpivot (select count(*) as sent, count(answered_on) as answered from touches) on sent, answered into name what value number;

-- columns
select min(columns('.*_on')) from opportunities;

-- exclude and replace
select * exclude (message, notes, extra) replace (upper(company) as company) from touches;

-- positional and aliases
select channel: channel, n: count(*) from touches group by 1 order by 2 desc;

-- try_cast
select try_cast(extra['Score'] as integer) as score, count(*) from touches group by 1;

-- struct
select {'company': company, 'role': role} as job, count(*) from touches group by all;

-- json
select json_object('company', company, 'sent', sent_on) from touches limit 3;

-- format
select strftime(sent_on, '%Y-%m') as month, printf('%d sent', count(*)), bar(count(*), 0, 50, 20) from touches group by all order by 1;

-- sample
select * from touches using sample 5 rows;

-- statistics
select corr(touch_number, answered::int), stddev(touch_number), mode(channel), approx_count_distinct(company) from touches;

-- arg_max
select company, arg_max(contact, sent_on) as latest, any_value(role), first(channel order by sent_on) from touches group by all;

-- lateral
select o.company, latest.sent_on from opportunities o,
lateral (select sent_on from touches t where t.opportunity = o.opportunity order by sent_on desc limit 1) latest;

-- scalar subquery
select company, (select count(*) from touches t where t.opportunity = o.opportunity) as messages from opportunities o;

-- percent limit
select * from touches order by sent_on desc nulls last limit 10%;

-- rejects
select reason, count(*) as rows, min(line) as first_line from rejects group by all;

-- dates
select current_date - max(sent_on) as days_ago, date_part('isodow', max(sent_on)), make_date(2026, 3, 1) from touches;

-- interval
select count(*) from touches where sent_on between date '2026-01-01' and date '2026-01-01' + interval 3 months;

-- offset
select company from opportunities order by company collate nocase limit 5 offset 5;

-- having
select company, count(*) from touches group by company having count(*) >= 2 and bool_or(answered);
