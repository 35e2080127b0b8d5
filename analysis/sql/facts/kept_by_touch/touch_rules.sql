-- The rules about single touches, each with every strategy that it is about: of professionalism, all of them.
select rules.*, strategies.sent_as
from rules
join (select distinct sent_as from known_touches) as strategies on rules.strategy in (strategies.sent_as, 'professionalism')
where unit = 'touch'
