-- What each row of the file says, and its fate.
create type fate as enum ('accepted', 'duplicate', 'rejected', 'skipped');

create table filled_entries as
with fated_rows as (
    select
        *,
        case
            when skipped_because is not null then 'skipped'
            when repetition > 1 and ($drop_identical or list_contains($merged, repetition_of)) then 'duplicate'
            when rejected_because is not null then 'rejected'
            else 'accepted'
        end::fate as fate
    from judged_rows
)
select columns($filled)
from fated_rows
