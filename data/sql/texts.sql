-- The distinct texts in the columns that have a vocabulary.
with columns_of_texts as (
    select list(distinct columns($columns))
    from cells
),
words_by_field as (
    select field, unnest(texts) as text from (unpivot columns_of_texts on columns(*) into name field value texts)
)
select field, text from words_by_field where text is not null order by field, text
