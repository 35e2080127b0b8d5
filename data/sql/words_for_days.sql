-- The words in columns of days that are neither days nor understood.
select distinct 'column ' || place as field, text from stages where unclear and not unreadable
union all
select field, text
from moments
where moment is null
    and field in ('replied_at', 'outcome_at', 'status_at', 'changed_at', 'arrived_at', 'accepted_at', 'promised_by')
    and not has_digit(text)
    and not exists (select 1 from words where words.field = moments.field and words.text = moments.text)
order by all
