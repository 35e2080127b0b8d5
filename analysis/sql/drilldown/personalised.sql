-- Which messages were noted as personalised, or as not?
select id, opportunity, reason, answered, undated, day, waiting from units where name = $name
