-- Which units are behind a response rate at a stage?
select id, opportunity, reason, answered, undated, day, waiting from units where name = $name and split = $stage
