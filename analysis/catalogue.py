"""Every question that can be asked. Keys and columns are published in the README and stay stable."""

from __future__ import annotations

from typing import Any

from analysis import figures, offers, overview, response
from analysis.question import Question

RATE = {
    "n": "how many were measured",
    "replies": "replies that came in time",
    "rate": "share answered in time, corrected for those too young to judge",
    "low": "lower end of the 95 % range of the rate",
    "high": "upper end of the 95 % range of the rate",
    "positive": "positive replies in time (an interview or offer is positive)",
    "positive_rate": "share with a positive reply in time",
    "positive_low": "lower end of its range",
    "positive_high": "upper end of its range",
    "rejections": "rejections in time (an answer, and not a positive one)",
    "waiting": "still silent and too young to judge: counted for the days they were watched",
}
POOLED = {
    "pooled": "the rate drawn towards the others, as far as its own data are few",
    "pooled_low": "lower end of its range",
    "pooled_high": "upper end of its range",
    "p_best": "chance of being the highest of those compared; none with fewer than five",
}
RESPONSE: dict[str, Any] = {"per": "message", "within": None, "basis": None}
RESPONSE_METHOD = (
    "A response rate is the share answered within the number of days chosen. Messages that are still too young count "
    "for the days they were watched (Kaplan–Meier), and a message stops being watched when you send the next one to "
    "the same person. The range is Wilson's 95 % interval on the effective number of messages; it is wider where "
    "several messages went to the same person. A rejection is an answer, but not a positive one; an interview counts "
    "as a positive answer. Where nothing was noted, a message counts as not answered yet."
)

_ALL = (
    Question(
        key="summary",
        estimate=overview.summary,
        verdict=overview.summary_verdict,
        method="Plain counts. An interview counts once per opportunity, whatever came after it.",
        columns={
            "touches": "messages and other touches sent by the data date",
            "answered": "of these, how many were answered",
            "moved": "replies counted for a later touch than the one they were noted on, because it came before them",
            "people": "different people, where the log names them",
            "first_on": "day of the first touch",
            "last_on": "day of the last touch",
            "opportunities": "companies and roles",
            "interviews": "opportunities that ever reached an interview",
            "interviews_within": "of these, how many did within the days chosen of applying",
            "finals": "opportunities that reached a final round",
            "offers": "opportunities with an offer",
            "rejections": "opportunities that ended with a rejection",
        },
        defaults={"within": None},
    ),
    Question(
        key="journey",
        estimate=offers.journey,
        verdict=offers.journey_verdict,
        figure=figures.journey,
        method="Each opportunity is followed through everything it ever reached, then to where it stands.",
        columns={
            "source": "a step",
            "target": "the next step that was reached, or how it ended",
            "opportunities": "how many opportunities made this move",
        },
    ),
    Question(
        key="weekly_activity",
        estimate=overview.weekly,
        verdict=overview.weekly_verdict,
        figure=figures.weekly,
        method="Plain counts of dated touches; weeks begin on Monday.",
        columns={
            "week": "the Monday on which the week begins",
            "channel": "how it travelled",
            "touches": "how many were sent",
            "answered": "how many of these were answered",
        },
    ),
    Question(
        key="response_by_channel",
        estimate=response.by_name,
        verdict=response.channels_verdict,
        figure=figures.rates,
        method=RESPONSE_METHOD,
        columns={"name": "the channel, or the value of the column in `by`", **RATE, **POOLED},
        defaults={"by": "channel", "split": None, **RESPONSE},
    ),
    Question(
        key="response_by_strategy",
        estimate=response.by_name_and_stage,
        verdict=response.strategies_verdict,
        figure=figures.rates_by_stage,
        method=RESPONSE_METHOD,
        columns={"name": "the strategy", "stage": "where the opportunity stood when it was sent", **RATE},
        defaults={"by": "strategy", "split": "stage", **RESPONSE},
    ),
    Question(
        key="offers_by_strategy",
        estimate=offers.by_strategy_and_stage,
        verdict=offers.strategy_verdict,
        figure=figures.offers_by_stage,
        method=(
            "For each strategy at each stage: the opportunities in which you used it there, and how many of them had "
            "an interview or an offer afterwards. Ranges are Wilson's 95 % intervals. This is what followed, not what "
            "it caused: stronger leads get more follow-ups."
        ),
        columns={
            "strategy": "what the touch was for",
            "stage": "where the opportunity stood when it was sent",
            "touches": "how many were sent",
            "replies": "how many of these were answered",
            "n": "opportunities in which it was used at this stage",
            "interviews": "of these, how many had an interview afterwards",
            "interview_rate": "interviews over n",
            "interview_low": "lower end of its range",
            "interview_high": "upper end of its range",
            "offers": "how many had an offer afterwards",
            "offer_rate": "offers over n",
            "offer_low": "lower end of its range",
            "offer_high": "upper end of its range",
        },
    ),
)
QUESTIONS = {question.key: question for question in _ALL}
