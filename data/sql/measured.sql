-- How does every touch stand on the data date: its place in its thread, its answer, and how long it was watched?
create table measured as
with sent as (
    select
        *,
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
        *,
        row_number() over thread_in_time as place,
        lag(sent_on) over thread_in_time as previous_sent_on,
        lead(sent_on) over thread_in_time as next_sent_on
    from sent
    window thread_in_time as (partition by thread, untimed order by sent_at, id)
),
days as (
    select thread, sent_on, max_by(id, place) as id from ordered where untimed is null group by thread, sent_on
),
received as (
    select * from replies where received_at is null or received_at::date <= $as_of
),
-- A reply belongs to the touch it was recorded on, unless a later touch came before it: timing then moves it there.
assigned as (
    select
        case when latest.sent_on > recorded.sent_on then latest.id else received.touch end as id,
        coalesce(latest.sent_on > recorded.sent_on, false) as moved,
        received.received_at::date as received_on,
        received.kind
    from received
    left join ordered as recorded on recorded.id = received.touch
    asof left join days as latest on latest.thread = recorded.thread and received.received_at::date >= latest.sent_on
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
)
select
    ordered.id, ordered.line, ordered.opportunity, ordered.thread, ordered.person,
    ordered.client, ordered.company, ordered.contact, ordered.role,
    ordered.channel, ordered.strategy,
    coalesce(
        ordered.stage,
        steps.furthest,
        case when undated.opportunity is null and ordered.sent_on is not null then 'prospect' end::stage
    ) as stage,
    ordered.sent_at, ordered.sent_on, ordered.timed,
    case when ordered.untimed is null then ordered.place end as touch_number,
    case when ordered.untimed is null then ordered.previous_sent_on end as previous_sent_on,
    case when ordered.untimed is null then ordered.next_sent_on end as next_sent_on,
    answers.id is not null as answered,
    answers.answered_on,
    coalesce(answers.positive, false) as positive,
    coalesce(answers.rejection and not answers.positive, false) as rejection,
    coalesce(answers.moved, false) as moved,
    coalesce(
        ordered.untimed,
        case when answers.answered_on < ordered.sent_on then 'answered before it was sent' end
    ) as untimed,
    ordered.personalised, ordered.message, ordered.notes,
    ordered.arrived_at, ordered.accepted_at, ordered.promised_by, ordered.do_not_contact,
    ordered.extra
from ordered
left join answers using (id)
asof left join steps on ordered.opportunity = steps.opportunity and ordered.stage_moment >= steps.reached_at
left join undated on undated.opportunity = ordered.opportunity
order by ordered.opportunity, ordered.sent_at, ordered.id
