-- The touches with their strategy and their contact.
select
    *,
    case
        when place = applies_at then 'application'
        when stage = 'prospect' and place = 0
            then pick(['introduction', 'introduction', 'introduction', 'event', 'referral'], luck(touch, 'first'))
        when stage = 'prospect'
            then pick(['introduction', 'engage', 'connect', 'conversation', 'news'], luck(touch, 'again'))
        when stage = 'applied'
            then pick(['next_steps', 'next_steps', 'connect', 'materials', 'engage'], luck(touch, 'again'))
        else pick(['thank_you', 'thank_you', 'thank_you', 'next_steps', 'letter', 'news'], luck(touch, 'again'))
    end as strategy,
    -- One in eight goes to a second person there.
    'Contact ' || number || case when luck(touch, 'second') < 0.12 then ' b' else ' a' end as contact
from search_touches
