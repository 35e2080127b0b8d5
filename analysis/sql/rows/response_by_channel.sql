-- Which units are behind a response rate?
select id, opportunity, reason from units where name = $name
