-- Whether each touch kept each rule about it; null where the log does not say.
select
    touch_rules.strategy as about, touch_rules.tip, sent_on, channel, known_touches.strategy, stage,
    case
        when rule = 'hours_since_interview_at_most' and days_since_interview is not null
            then coalesce(seconds <= 3600 * hours, false) or coalesce(dates <= ceil(hours / 24), false)
        when rule = 'days_since_interview_at_most' then days_since_interview <= days
        when rule = 'arrives_within_days' then days_to_arrival <= days
        when rule = 'personalised' then personalised
        when rule in ('says_thanks', 'says_any') and said is not null
            then len(list_filter(words, lambda word: contains(said, ' ' || word || ' '))) > 0
        when rule = 'asks_question' then regexp_matches(message, '[?？؟]')
        when rule = 'mentions_company' then contains(message, company)
        when rule = 'mentions_contact' and said is not null
            then len(list_filter(contact, lambda word: length(word) > 1 and contains(said, ' ' || word || ' '))) > 0
        when rule = 'mentions_role' then contains(message, role)
        when rule = 'length' then length between at_least and at_most
        when rule = 'note_or_none' then message is not null
        when rule = 'accepted' and accepted_on <= $as_of and date_diff('day', sent_on, accepted_on) <= days then true
        when rule = 'accepted' and date_diff('day', sent_on, $as_of) >= days then false
        when rule = 'spacing_days_at_least' then days_without_reply >= days
        when rule = 'spacing_weeks_between' then days_without_reply between 7 * at_least and 7 * at_most
        when rule = 'after_promised_date' then sent_on > promised_on
        when rule = 'after_silence_days_at_least' then quiet_days >= days
    end as kept
from touch_rules
join known_touches using (sent_as)
