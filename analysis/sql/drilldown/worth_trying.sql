-- The messages behind a rate.
select id, opportunity, reason, replied as answered, undated, day, waiting from units where $name = name
