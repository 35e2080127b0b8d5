-- The units behind a response rate at a stage.
select id, opportunity, reason, replied as answered, undated, day, waiting from units where name = $name and split = $stage
