-- The names of days and times: each weekday with each part of the day, and with none.
select
    weekday, daypart,
    ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][weekday] as day_name,
    case when weekday <= 4 then 'Monday–Thursday' else 'Friday–Sunday' end as week_half,
    ['before 9', '9 to 12', '12 to 17', 'after 17'][1 + daypart] as time_name,
    case when daypart <= 1 then 'before noon' when daypart >= 2 then 'after noon' end as day_half
from (select unnest(range(1, 8)) as weekday) cross join (select unnest([0, 1, 2, 3, null]) as daypart)
