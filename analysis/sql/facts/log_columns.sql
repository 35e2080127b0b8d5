-- What the log says at all. A column that nothing could have filled yet is not missed.
with noted as (
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
            case when bool_or(answered or do_not_contact) then 'outcome' end
        ] as names
    from measured
),
interviews as (
    select
        [
            case when count(*) = 0 or bool_or(precision in ('day', 'time')) then 'milestones.at' end,
            case when count(*) = 0 or bool_or(with_whom is not null) then 'milestones.with_whom' end
        ] as names
    from milestones
    where kind in ('interview', 'final')
),
ends as (
    select [case when count(*) > 0 then 'outcome' end, case when count(reached_at) > 0 then 'outcome_at' end] as names
    from milestones
    where kind <> 'applied'
),
received as (
    select [case when count(*) = 0 or count(received_at) > 0 then 'replies.received_at' end] as names from replies
)
select noted.names || interviews.names || ends.names || received.names as names
from noted cross join interviews cross join ends cross join received
