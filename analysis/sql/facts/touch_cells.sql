-- Every touch as few short values: what filters choose by, and all that its replies are counted by; client by client. It got
-- a reply, or was last seen silent, `day` days after sending; an `undated` reply came by that day. Touches of one `cluster`
-- (a thread; a client where there are several) are alike. Weekdays and hours are those of the sender, as written.
with on_days as (
    select distinct opportunity from measured_touches where sent_on is not null
)
select
    touch.id, touch.opportunity, touch.thread, touch.person,
    coalesce(number, 0) as client,
    coalesce(drawn, false) as drawn,
    case when several_clients then coalesce(number, 0) else touch.thread end as cluster,
    sent_on, date_trunc('week', sent_on)::date as week, channel, strategy, stage, personalised, untimed, uncounted, moved, replied, positive, rejection,
    shared_reply is not null as shared,
    replied and replied_on is null as undated,
    not replied and next_sent_on is null as pending,
    case
        when replied then greatest(0, date_diff('day', sent_on, coalesce(replied_on, replied_by)))
        else date_diff('day', sent_on, least(next_sent_on, $as_of))
    end::int as day,
    -- The reply to it, or to it or another one: 1, 2 for a no, 3 for a good one.
    case
        when positive or shared_reply.positive then 3
        when rejection or shared_reply.rejection then 2
        else (replied or shared_reply is not null)::int
    end::tinyint as answer,
    coalesce(replied_on, shared_reply.replied_on) as answered_on,
    coalesce(replied_by, shared_reply.replied_by) as answered_by,
    date_diff('day', sent_on, $as_of)::int as age,
    1 << coalesce(enum_code(channel)::int + 1, 0) as channel_bit,
    1 << coalesce(enum_code(strategy)::int + 1, 0) as strategy_bit,
    1 << coalesce(enum_code(stage)::int + 1, 0) as stage_bit,
    touch_number, previous_sent_on, partly_undated,
    touch_number > first_replied as late,
    isodow(coalesce(try_cast(written_at[:19] as timestamp), sent_at))::tinyint as weekday,
    case when timed then hour(coalesce(try_cast(written_at[:19] as timestamp), sent_at)) end::tinyint as hour,
    -- On an unknown day among others that have one: nobody can tell what came before it and what afterwards.
    sent_on is null and on_days.opportunity is not null as unordered
from measured_touches as touch
cross join client_numbers
left join numbered_clients using (opportunity)
left join on_days using (opportunity)
order by number, opportunity, sent_on, id
