"""Every question that can be asked, one file each. Keys and columns are published in the README and stay stable."""

from __future__ import annotations

from analysis.question import Question
from analysis.questions.offers import credit_for_offers, paths_to_offers, ways_to_count
from analysis.questions.overview import journey, summary, weekly_activity
from analysis.questions.planning import outlook, worth_trying
from analysis.questions.playbook import playbook_scorecard, tips_kept
from analysis.questions.response import (
    outcomes_by_channel,
    personalised,
    response_by_channel,
    response_by_strategy,
)
from analysis.questions.strategies import fair_comparison, offers_by_strategy, thank_you_landmark
from analysis.questions.timing import (
    best_time,
    follow_up,
    follow_up_or_wait,
    gaps_between_touches,
    replies_by_touch_number,
    reply_curve,
)

QUESTIONS: dict[str, Question] = {
    module.QUESTION.key: module.QUESTION
    for module in (
        *(summary, outlook, journey, weekly_activity),
        *(response_by_channel, outcomes_by_channel, worth_trying, response_by_strategy, personalised),
        *(offers_by_strategy, fair_comparison, thank_you_landmark),
        *(
            follow_up_or_wait,
            reply_curve,
            follow_up,
            replies_by_touch_number,
            gaps_between_touches,
            best_time,
        ),
        *(paths_to_offers, credit_for_offers, ways_to_count),
        *(playbook_scorecard, tips_kept),
    )
}
