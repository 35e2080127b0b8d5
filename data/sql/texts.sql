-- Which words stand in the columns that have a vocabulary?
with said as (
    select list(distinct columns($columns))
    from cells
),
words as (
    select field, unnest(texts) as text from (unpivot said on columns(*) into name field value texts)
)
select field, text from words where text is not null order by field, text
