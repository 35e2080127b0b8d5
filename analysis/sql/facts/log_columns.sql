-- The columns in which the log says anything. A column that nothing could have filled yet counts as one of them.
with in_touches as (
    select
        [
            case when bool_or(sent_at is not null) then 'sent_at' end,
            case when bool_or(strategy <> 'application') then 'strategy' end,
            case when bool_or(channel is not null) then 'channel' end,
            case when bool_or(stage is not null) then 'stage' end,
            case when bool_or(company is not null) then 'company' end,
            case when bool_or(contact is not null) then 'contact' end,
            case when bool_or(role is not null) then 'role' end,
            case when bool_or(personalised is not null) then 'personalised' end,
            case when bool_or(message is not null) then 'message' end,
            case when bool_or(arrived_at is not null) then 'arrived_at' end,
            case when bool_or(accepted_at is not null) then 'accepted_at' end,
            case when bool_or(promised_by is not null) then 'promised_by' end,
            case when bool_or(replied or do_not_contact) then 'outcome' end
        ] as names
    from measured_touches
),
in_interviews as (
    select
        [
            case when count(*) = 0 or bool_or(precision in ('day', 'time')) then 'milestones.at' end,
            case when count(*) = 0 or bool_or(with_whom is not null) then 'milestones.with_whom' end
        ] as names
    from milestones
    where kind in ('interview', 'final')
),
in_milestones as (
    select [case when count(*) > 0 then 'outcome' end, case when count(reached_at) > 0 then 'outcome_at' end] as names
    from milestones
    where kind <> 'applied'
),
in_replies as (
    select [case when count(*) = 0 or count(received_at) > 0 then 'replies.received_at' end] as names from replies
)
select in_touches.names || in_interviews.names || in_milestones.names || in_replies.names as names
from in_touches cross join in_interviews cross join in_milestones cross join in_replies
