-- The touches with whether and when a reply comes.
select
    *,
    coalesce(place = invited_at, false)
    or luck(touch, 'answer') < case channel
        when 'referral' then 0.46 when 'in_person' then 0.42 when 'phone' then 0.38 when 'event' then 0.34
        when 'email' then 0.28 when 'linkedin' then 0.22 when 'letter' then 0.18 when 'website' then 0.15
        else 0.12
    end as gets_reply,
    -- Weibull, as in the made-up job searches, to the minute.
    sent_at + interval (1 + floor(1440 * 6 * (-ln(1 - luck(touch, 'delay'))) ** (1 / 0.7))) minute as replied_at
from touch_channels
