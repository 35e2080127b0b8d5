-- The messages noted as personalised, or as not.
select id, opportunity, reason, replied as answered, undated, day, waiting from units where name = $name
