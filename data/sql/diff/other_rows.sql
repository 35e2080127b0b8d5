-- The other rows, those of a version with the same corrected cells numbered.
select *, row_number() over (partition by version, corrected order by line) as occurrence
from file_rows
where case version
    when 'older' then line not in (select line_before from same_rows)
    else line not in (select line from same_rows)
end
