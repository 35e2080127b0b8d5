-- The touches with their channel.
select
    *,
    case strategy
        when 'application' then pick(['website', 'website', 'website', 'job_board', 'email'], luck(touch, 'way'))
        when 'connect' then 'linkedin'
        when 'engage' then pick(['social', 'linkedin'], luck(touch, 'way'))
        when 'event' then 'event'
        when 'letter' then 'letter'
        when 'referral' then pick(['referral', 'referral', 'email', 'phone'], luck(touch, 'way'))
        when 'conversation' then pick(['phone', 'email', 'in_person'], luck(touch, 'way'))
        else pick(['email', 'email', 'email', 'linkedin', 'phone', 'in_person'], luck(touch, 'way'))
    end as channel
from touch_strategies
