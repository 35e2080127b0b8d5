-- The rows, those of a version with the same cells numbered.
select *, row_number() over (partition by version, cells order by line) as occurrence from file_rows
