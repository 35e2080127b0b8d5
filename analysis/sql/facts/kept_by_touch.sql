-- Rules with one yes or no for each touch of a strategy (of all, for professionalism), counted by what filters choose by.
-- Words are compared without case and without what stands between them; null is where a rule can't be told.
with interviews_before as (
    select
        sent.id,
        min(date_diff('second', reached_at, sent_at)) filter (where sent.timed and held.timed) as seconds,
        min(date_diff('day', held_on, sent_on)) filter (where not (sent.timed and held.timed)) as dates,
        min(date_diff('day', held_on, sent_on)) as days_since_interview,
        min(date_diff('day', held_on, arrived_at::date)) as days_to_arrival
    from measured as sent
    join held_interviews as held using (opportunity)
    where case when sent.timed and held.timed then reached_at <= sent_at else held_on <= sent_on end
    group by sent.id
),
sent as (
    select
        channel, stage, strategy, coalesce(strategy::varchar, 'unknown') as sent_as, sent_on, personalised, accepted_at::date as accepted_on,
        lower(message) as message,
        ' ' || regexp_replace(lower(message), '[^\p{L}\p{M}\p{N}]+', ' ', 'g') || ' ' as said,
        len(list_filter(regexp_split_to_array(message, '\s+'), lambda word: word <> '')) as length,
        lower(trim(company)) as company,
        lower(trim(role)) as role,
        string_split(regexp_replace(lower(contact), '[^\p{L}\p{M}\p{N}]+', ' ', 'g'), ' ') as contact,
        unanswered_days, quiet_days, promised_on, seconds, dates, days_since_interview, days_to_arrival
    from measured
    left join earlier using (id)
    left join interviews_before using (id)
    where untimed is distinct from 'after the data date'
),
-- A tip on professionalism is about touches of every kind.
about as (
    select rules.*, kinds.sent_as
    from rules
    join (select distinct sent_as from sent) as kinds on rules.strategy in (kinds.sent_as, 'professionalism')
    where unit = 'touch'
),
judged as (
    select
        about.strategy as about, about.tip, sent_on, channel, sent.strategy, stage,
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
            when rule = 'spacing_days_at_least' then unanswered_days >= days
            when rule = 'spacing_weeks_between' then unanswered_days between 7 * at_least and 7 * at_most
            when rule = 'after_promised_date' then sent_on > promised_on
            when rule = 'after_silence_days_at_least' then quiet_days >= days
        end as kept
    from about
    join sent using (sent_as)
)
select
    about, tip, sent_on, channel, strategy, stage,
    count(*) filter (where kept) as kept,
    count(kept) as counted
from judged
group by all
