-- The units behind a response rate.
select id, opportunity, reason, replied as answered, undated, day, waiting from units where $name in (name, name || ', ' || split)
