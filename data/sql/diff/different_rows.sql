-- The rows that are the same in no other version, those of a version with the same key numbered.
select version, line, "key", row_number() over (partition by version, "key" order by line) as occurrence
from other_rows
where case version
    when 'older' then line not in (select line_before from corrected_rows)
    else line not in (select line from corrected_rows)
end
