-- Which messages were noted as personalised, or as not?
select id, opportunity, reason from units where name = $name
