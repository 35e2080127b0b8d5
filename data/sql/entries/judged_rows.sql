-- These values with the reason for which a row is skipped or rejected, if any.
select
    *,
    case
        when len(said) = 0 then 'nothing in it'
        when (sent_at is null or unreadable is not null) and regexp_matches(said[1], $footer, 'i')
            and (len(said) <= 3 or regexp_full_match(array_to_string(said[2:], ''), '[\d\s.,%]*')) then 'a footer'
        when plan is not null and plan_sure then 'not sent: “' || plan || '”'
        when plan is not null then 'perhaps not sent: “' || plan || '”'
        when $begins and event = 'touch' and sent_at is null and unreadable is null and not says_sent
            then 'no message and no status: nothing says that anything was sent'
        when (own_row or $dated) and event = 'touch' and sent_at is null and unreadable is null and not says_sent
            then 'no date and no status: nothing says that it was sent'
    end as skipped_because,
    case
        when unreadable is not null then [unreadable[1], unreadable[2], 'date']
        when unknown_event is not null then ['event', unknown_event, 'no known kind of event']
        when event = 'milestone' and kind is null then ['kind', step, 'no known kind of milestone']
    end as rejected_because
from row_values
