-- How does every touch stand on the data date: its place in its thread, its answer, and how long it was watched?
create table measured as
with watched as (
    select
        id, thread, place, previous_sent_on,
        sent_at::date as sent_on,
        case when next_sent_on <= $as_of then next_sent_on end as next_sent_on,
        case
            when sent_at is null then 'undated'
            when sent_at::date > $as_of then 'after the data date'
        end as untimed
    from sent
),
received as (
    select
        replies.touch, replies.kind, replies.received_at::date as received_on,
        watched.thread, watched.sent_on, watched.next_sent_on
    from replies
    left join watched on watched.id = replies.touch
    where replies.received_at is null or replies.received_at::date <= $as_of
),
-- A reply belongs to the touch it was recorded on, unless a later touch came before it: timing then moves it there.
late as (
    select * from received where next_sent_on <= received_on
),
days as (
    select thread, sent_on, max_by(id, place) as id
    from watched
    where untimed is null and thread in (select thread from late)
    group by thread, sent_on
),
assigned as (
    select touch as id, kind, received_on, false as moved
    from received
    where not coalesce(next_sent_on <= received_on, false)
    union all
    select
        case when latest.sent_on > late.sent_on then latest.id else late.touch end,
        late.kind, late.received_on, latest.sent_on > late.sent_on
    from late
    asof join days as latest on latest.thread = late.thread and late.received_on >= latest.sent_on
),
answers as (
    select
        id,
        min(received_on) as answered_on,
        bool_or(kind in ('positive', 'interview', 'offer')) as positive,
        bool_or(kind = 'rejection') as rejection,
        bool_or(moved) as moved
    from assigned
    group by id
),
answered_threads as (
    select thread, min(place) as first_answered
    from answers
    join watched using (id)
    where untimed is null
    group by thread
),
undated_threads as (
    select distinct thread from watched where untimed = 'undated'
),
progress as (
    select
        opportunity,
        reached_at,
        max(kind::stage) over (partition by opportunity order by reached_at) as furthest
    from milestones
    where kind in ('applied', 'screen', 'interview', 'final', 'offer') and reached_at is not null
),
steps as (
    select opportunity, reached_at, max(furthest) as furthest from progress group by opportunity, reached_at
),
undated as (
    select distinct opportunity from milestones where precision = 'unknown' and kind not in ('rejected', 'withdrawn')
),
-- Where the log does not say at which stage a touch was sent. A day without a time ends late, so that a same-day
-- interview comes before its note; an application is sent before the stage that it opens.
unsaid as (
    select
        id, opportunity, sent_at,
        case
            when strategy = 'application' then sent_at::date - interval 1 microsecond
            when timed then sent_at
            else sent_at::date + interval 1 day - interval 1 microsecond
        end as stage_moment
    from sent
    where stage is null
),
derived as (
    select
        unsaid.id,
        coalesce(
            steps.furthest,
            case when undated.opportunity is null and unsaid.sent_at is not null then 'prospect' end::stage
        ) as stage
    from unsaid
    asof left join steps on unsaid.opportunity = steps.opportunity and unsaid.stage_moment >= steps.reached_at
    left join undated on undated.opportunity = unsaid.opportunity
)
select
    sent.id, sent.line, sent.opportunity, sent.thread, sent.person,
    entries.client, entries.company, entries.contact, entries.role,
    sent.channel, sent.strategy,
    coalesce(sent.stage, derived.stage) as stage,
    sent.sent_at, watched.sent_on, sent.timed,
    case when watched.untimed is null then watched.place end as touch_number,
    case when watched.untimed is null then watched.previous_sent_on end as previous_sent_on,
    case when watched.untimed is null then watched.next_sent_on end as next_sent_on,
    answers.id is not null as answered,
    answers.answered_on,
    coalesce(answers.positive, false) as positive,
    coalesce(answers.rejection and not answers.positive, false) as rejection,
    coalesce(answers.moved, false) as moved,
    answered_threads.first_answered,
    undated_threads.thread is not null as partly_undated,
    coalesce(
        watched.untimed,
        case when answers.answered_on < watched.sent_on then 'answered before it was sent' end
    ) as untimed,
    entries.personalised, entries.message, entries.notes,
    entries.arrived_at, entries.accepted_at, entries.promised_by, entries.do_not_contact,
    entries.extra
from sent
join watched using (id)
join entries using (line)
left join answers using (id)
left join derived using (id)
left join answered_threads on answered_threads.thread = sent.thread
left join undated_threads on undated_threads.thread = sent.thread
order by sent.opportunity, sent.sent_at, sent.id
