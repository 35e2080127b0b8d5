-- Which units are behind a response rate?
select id, opportunity, reason, answered, undated, day, waiting from units where name = $name
