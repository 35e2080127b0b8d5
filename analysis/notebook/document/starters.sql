-- The ten that waited longest for an answer
select company, contact, channel, sent_on, (select max(sent_on) from touches) - sent_on as days
from touches
where not answered and next_sent_on is null and untimed is null
order by days desc
limit 10;

-- What each channel sent, and what was answered
select channel, count(*) as sent, count(*) filter (where answered) as answered
from touches
group by channel
order by sent desc;

-- What was sent each week, by channel
select date_trunc('week', sent_on)::date as week, channel, count(*) as sent
from touches
where sent_on is not null
group by week, channel
order by week, channel;

-- On which day of the week answers come
select dayname(received_at) as day, count(*) as answers
from replies
where received_at is not null
group by day, isodow(received_at)
order by isodow(received_at);

-- How many days an answer took, by channel
select channel, count(*) as answers, median(answered_on - sent_on) as median_days
from touches
where answered_on is not null
group by channel
order by median_days;

-- Which message of a conversation was answered
select touch_number, count(*) as sent, count(*) filter (where answered) as answered
from touches
where touch_number is not null
group by touch_number
order by touch_number;

-- The steps from stage to stage
with steps as (
    select opportunity, kind, row_number() over (partition by opportunity order by reached_at, kind) as step
    from milestones
    where reached_at is not null
)
select a.kind as source, b.kind as target, count(*) as opportunities
from steps as a
join steps as b on b.opportunity = a.opportunity and b.step = a.step + 1
where a.kind <> b.kind
group by source, target
order by opportunities desc;

-- The companies you wrote to most
select
    company, sum(touches) as messages,
    bool_or(answered) as answered, bool_or(interviewed) as interviewed, bool_or(offered) as offered
from opportunities
where company is not null
group by company
order by messages desc
limit 20;

-- On which day and hour messages are sent
select dayname(sent_at) as day, hour(sent_at) as hour, count(*) as sent
from touches
where timed
group by day, hour
order by hour, day;

-- Days from an interview to the next message
select company, interviewed_on, min(sent_on) as next_message, min(sent_on) - interviewed_on as days
from opportunities
join touches using (opportunity, company)
where sent_on > interviewed_on
group by company, interviewed_on
order by days;

-- What each column holds, in 20,000 messages
select
    column_name as "column", min, max,
    approx_unique as about_so_many_values, null_percentage as empty_percent
from (summarize (select * exclude (extra) from touches using sample 20000 rows));

-- What the other columns of your file hold
select header, value, count(*) as rows
from (select unnest(map_keys(extra)) as header, unnest(map_values(extra)) as value from touches)
where value is not null
group by header, value
order by header, rows desc
limit 50;

-- Rows of your file that were set aside, and why
select reason, "column", count(*) as rows, min(line) as first_line
from rejects
group by reason, "column"
order by rows desc;
