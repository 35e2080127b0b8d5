-- These cells with the event that each row is about, its kind, and the first date that can't be read. A word where the
-- day of a reply should be is no date at all; an invitation to connect that was accepted is no job.
with invitations as (
    select
        *,
        not own_row and ('linkedin' in (channel_key, strategy_implied) or 'connect' in (strategy_key, action_key))
            and coalesce(outcome_steps = 'offer+accepted', false)
            and not regexp_matches(outcome, 'offer|offre|ofert|angebot|zusage|vertrag|contract|proposta|录用', 'i') as accepted_invitation
    from worded_cells
)
select
    * replace (
        case when accepted_invitation then 'positive' else outcome_key end as outcome_key,
        case when accepted_invitation then null else outcome_steps end as outcome_steps
    ),
    case when event_rows then event_key else 'touch' end as row_event,
    case event_key
        when 'reply' then coalesce(
            event_implied,
            case coalesce(kind_key, outcome_key)
                when 'positive' then 'positive'
                when 'screen' then 'interview' when 'interview' then 'interview' when 'final' then 'interview'
                when 'offer' then 'offer' when 'accepted' then 'offer'
                when 'rejection' then 'rejection' when 'rejected' then 'rejection'
                else 'reply'
            end
        )
        when 'milestone' then coalesce(
            event_implied,
            case
                when kind_key = 'rejection' then 'rejected'
                when kind_key not in ('reply', 'positive', 'none') then kind_key
            end
        )
    end as row_kind,
    case when event_rows and event_key is null then coalesce(event, '') end as unknown_event,
    case
        when sent_at is not null and sent_moment is null and not sent_some_day then ['sent_at', sent_at]
        when "at" is not null and event_moment is null then ['at', "at"]
        when has_digit(replied_at) and reply_moment is null then ['replied_at', replied_at]
        when has_digit(outcome_at) and outcome_moment is null then ['outcome_at', outcome_at]
        when has_digit(status_at) and status_moment is null then ['status_at', status_at]
        when has_digit(changed_at) and change_moment is null then ['changed_at', changed_at]
        when has_digit(arrived_at) and arrival_moment is null then ['arrived_at', arrived_at]
        when has_digit(accepted_at) and acceptance_moment is null then ['accepted_at', accepted_at]
        when has_digit(promised_by) and promise_moment is null then ['promised_by', promised_by]
    end as unreadable_cell
from invitations
