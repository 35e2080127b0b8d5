-- How does every touch stand on the data date: its place in its thread, its answer, and how long it was watched?
create table measured as
with sent as (
    select
        id, opportunity, thread, sent_at, stage,
        sent_at::date as sent_on,
        case
            when sent_at is null then 'undated'
            when sent_at::date > $as_of then 'after the data date'
        end as untimed,
        -- A day without a time ends late, so that a same-day interview comes before its note
        -- an application is sent before the stage that it opens.
        case
            when strategy = 'application' then sent_at::date - interval 1 microsecond
            when timed then sent_at
            else sent_at::date + interval 1 day - interval 1 microsecond
        end as stage_moment
    from touches
),
ordered as (
    select
        id, thread, sent_on, untimed,
        row_number() over thread_in_time as place,
        lag(sent_on) over thread_in_time as previous_sent_on,
        lead(sent_on) over thread_in_time as next_sent_on
    from sent
    window thread_in_time as (partition by thread, untimed order by sent_at, id)
),
received as (
    select
        replies.touch, replies.kind, replies.received_at::date as received_on,
        ordered.thread, ordered.sent_on, ordered.next_sent_on
    from replies
    left join ordered on ordered.id = replies.touch
    where replies.received_at is null or replies.received_at::date <= $as_of
),
-- A reply belongs to the touch it was recorded on, unless a later touch came before it: timing then moves it there.
late as (
    select * from received where next_sent_on <= received_on
),
days as (
    select thread, sent_on, max_by(id, place) as id
    from ordered
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
threads as (
    select
        thread,
        min(place) filter (where untimed is null and answers.id is not null) as first_answered,
        bool_or(untimed = 'undated') as partly_undated
    from ordered
    left join answers using (id)
    group by thread
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
-- Where the log does not say at which stage a touch was sent.
derived as (
    select
        unsaid.id,
        coalesce(
            steps.furthest,
            case when undated.opportunity is null and unsaid.sent_on is not null then 'prospect' end::stage
        ) as stage
    from (select * from sent where stage is null) as unsaid
    asof left join steps on unsaid.opportunity = steps.opportunity and unsaid.stage_moment >= steps.reached_at
    left join undated on undated.opportunity = unsaid.opportunity
)
select
    touches.id, touches.line, touches.opportunity, touches.thread, touches.person,
    touches.client, touches.company, touches.contact, touches.role,
    touches.channel, touches.strategy,
    coalesce(touches.stage, derived.stage) as stage,
    touches.sent_at, ordered.sent_on, touches.timed,
    case when ordered.untimed is null then ordered.place end as touch_number,
    case when ordered.untimed is null then ordered.previous_sent_on end as previous_sent_on,
    case when ordered.untimed is null then ordered.next_sent_on end as next_sent_on,
    answers.id is not null as answered,
    answers.answered_on,
    coalesce(answers.positive, false) as positive,
    coalesce(answers.rejection and not answers.positive, false) as rejection,
    coalesce(answers.moved, false) as moved,
    threads.first_answered, threads.partly_undated,
    coalesce(
        ordered.untimed,
        case when answers.answered_on < ordered.sent_on then 'answered before it was sent' end
    ) as untimed,
    touches.personalised, touches.message, touches.notes,
    touches.arrived_at, touches.accepted_at, touches.promised_by, touches.do_not_contact,
    touches.extra
from touches
join ordered using (id)
join threads on threads.thread = touches.thread
left join answers using (id)
left join derived using (id)
order by touches.opportunity, touches.sent_at, touches.id
