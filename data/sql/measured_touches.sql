-- Every touch on the data date: its place in its thread, its first reply, and how long it was watched.
create table measured_touches as
select
    sent.id, coalesce(entries.home, sent.line) as line, sent.opportunity, sent.thread, sent.person,
    entries.client, entries.company, entries.contact, entries.role,
    sent.channel, entries.source, sent.strategy,
    coalesce(sent.stage, derived_stages.stage) as stage,
    sent.sent_at, watched.sent_on, sent.timed, sent.written_at,
    case when watched.untimed is null then watched.place end as touch_number,
    case when watched.untimed is null then watched.previous_sent_on end as previous_sent_on,
    case when watched.untimed is null then watched.next_sent_on end as next_sent_on,
    reply.id is not null as replied,
    reply.replied_on,
    -- The last day on which a reply without a day can have come.
    case when reply.id is not null and reply.replied_on is null then coalesce(reply.replied_by, $as_of) end as replied_by,
    -- A reply to this touch or to another one: nobody can tell to which.
    case when reply.id is null and shared.id is not null then shared.said end as shared_reply,
    -- Why it counts in no reply rate.
    case
        when reply.id is not null then null
        when shared.id is not null then 'not known which message was answered'
        when entries.reply_note = 'bounced' then 'not delivered'
        when entries.reply_note = 'unasked' then 'asks for no reply'
        when entries.reply_note = 'unknown' or thanks.id is not null then 'not known whether it was answered'
    end as uncounted,
    coalesce(reply.positive, false) as positive,
    coalesce(reply.rejection and not reply.positive, false) as rejection,
    coalesce(reply.moved, false) as moved,
    first_replies.first_replied,
    undated_threads.thread is not null as partly_undated,
    coalesce(
        watched.untimed,
        case when reply.replied_on < watched.sent_on then 'answered before it was sent' end
    ) as untimed,
    entries.personalised, entries.message, entries.notes,
    entries.arrived_at, entries.accepted_at, entries.promised_by, entries.do_not_contact,
    entries.extra
from sent
join watched_touches as watched using (id)
join entries using (line)
left join reply_summaries as reply using (id)
left join shared_replies as shared using (id)
left join unclear_thanks as thanks using (id)
left join derived_stages using (id)
left join first_replies on first_replies.thread = sent.thread
left join undated_threads on undated_threads.thread = sent.thread
order by sent.opportunity, sent.sent_at, sent.id
