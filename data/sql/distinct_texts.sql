-- The distinct texts in the columns of words and of dates; of dates only those that are not in the ISO format.
create table distinct_texts as
with lists as (
    select list(distinct columns($columns))
    from cells
),
texts_by_field as (
    select field, unnest(texts) as text from (unpivot lists on columns(*) into name field value texts)
)
select field, text from texts_by_field where text is not null
