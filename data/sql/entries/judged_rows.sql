-- These values with the reason for which a row is skipped or rejected, if any.
select
    *,
    case
        when len(said) = 0 then 'nothing in it'
        when (sent_at is null or unreadable is not null) and len(said) <= 3 and regexp_matches(said[1], $footer, 'i') then 'a footer'
        when (never_sent or 'wishlist' in (outcome, stage)) and not event_rows and sent_at is null and stages_reached = 0
            then 'a wish, never sent'
        when own_row and sent_at is null and stages_reached = 0 and status is null
            then 'no date and no status: nothing says that it was sent'
    end as skipped_because,
    case
        when unreadable is not null then [unreadable[1], unreadable[2], 'date']
        when unknown_event is not null then ['event', unknown_event, 'no known kind of event']
        when event = 'milestone' and kind is null then ['kind', step, 'no known kind of milestone']
    end as rejected_because
from row_values
