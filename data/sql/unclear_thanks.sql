-- The notes of thanks on rows whose reply, or the note itself, has no day: that reply came before the note, and nobody noted
-- whether another one came after it.
create view unclear_thanks as
select sent.id
from sent
join entries on entries.line = sent.line
join replies on replies.line = entries.home
where sent.strategy = 'thank_you' and (sent.sent_at is null or replies.received_at is null)
group by sent.id
