"""Replies, interviews and offers beside each other, by channel or by any column: always per opportunity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout, outcome_dots
from analysis.charts.outcome_dots import Outcome
from analysis.domains import CHANNEL_NAMES, GROUP_NAMES, NUMBER, UNKNOWN
from analysis.missing_data import MISSING_SENTENCES, STEPS_REACHED
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, comparison, logging_bias, outcome_rates, response_rates
from analysis.statistics.thresholds import MIN_COMPARED

if TYPE_CHECKING:
    from analysis.answer import Answer

DRAWN = (
    Outcome("replies", "reply", "got a reply", "measured"),
    Outcome("interviews", "interview", "had an interview", "before_interview"),
    Outcome("offers", "offer", "had an offer", "before_offer"),
)
OUTCOMES = {outcome.number: outcome for outcome in DRAWN}
"""By the choices of `sort`."""

STEPS = ("interviews", "offers")
"""What is counted among the opportunities in which it was still to come."""

MOST_NAMED = 3
"""Groups that a sentence names; the table has the others."""

NOT_CAUSE = (
    "One opportunity can count for several channels, and where ranges overlap the order may be chance. That's what "
    "followed, not what it caused: a channel may be chosen because a lead is strong."
)


def bind_opportunities() -> dict[str, str | None]:
    """What is counted, and nobody chooses: opportunities."""
    return {"per": "opportunity", "split": None}


def estimate_outcomes(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each group: opportunities in which it was used, and how many got a reply, had an interview and an
    offer afterwards, each with its rate and range. The highest of what is sorted by first; then groups of fewer than
    five, and what is not recorded."""
    used = [row for row in counts if row["opportunities"] is not None]
    replies = response_rates.group_by_name([row for row in counts if row["opportunities"] is None])
    rows = [_outcome_row(row, replies.get(row["name"], []), parameters) for row in used]
    rate = f"{OUTCOMES[parameters['sort']].rate}_rate"
    return sorted(
        rows,
        key=lambda row: (
            row["name"] == UNKNOWN,
            row["n"] < MIN_COMPARED,
            1 if row[rate] is None else -row[rate],
            -row["n"],
            row["name"],
        ),
    )


def _outcome_row(used: Row, replies: list[Row], parameters: Mapping[str, Any]) -> Row:
    columns: Row = {"name": used["name"], "n": used["opportunities"], **_reply_columns(replies, parameters)}
    told = STEPS_REACHED not in parameters["missing"]
    for step in STEPS:
        size = OUTCOMES[step].of
        count = used if told else {step: None}
        columns |= {size: used[size], **outcome_rates.list_rates(count, used[size], [step])}
    return columns


def _reply_columns(replies: list[Row], parameters: Mapping[str, Any]) -> Row:
    """The reply rate per opportunity, as the response rates have it; empty where the log doesn't say who replied."""
    names = ("measured", "through", "replies", "undated", "reply_rate", "reply_low", "reply_high")
    if not replies or response_rates.is_unknown(parameters):
        return dict.fromkeys(names)
    rate = response_rates.estimate_rate(replies, parameters)
    values = (rate[name] for name in ("n", "through", "replies", "undated", "rate", "low", "high"))
    return dict(zip(names, values, strict=True))


def describe_outcomes(answer: Answer) -> str:
    """After which groups an interview and an offer followed most often, and what that doesn't say."""
    if not answer.rows:
        return response_rates.explain_nothing(answer)
    if comparison.is_audit(answer.parameters):
        return comparison.AUDIT_ONLY
    if STEPS_REACHED in answer.missing:
        return MISSING_SENTENCES[STEPS_REACHED]
    if not any(row[outcome] for row in answer.rows for outcome in STEPS):
        return "No interview and no offer has followed yet."
    interviews = _followed_text(answer.rows, OUTCOMES["interviews"], "An interview")
    text = f"{interviews} {_followed_text(answer.rows, OUTCOMES['offers'], 'An offer')}"
    return f"{text} {NOT_CAUSE}" if len(answer.rows) > 1 else text


def _followed_text(rows: Sequence[Row], outcome: Outcome, name: str) -> str:
    """After which groups it followed most often; those of fewer than five last."""
    number, rate, size = outcome.number, f"{outcome.rate}_rate", outcome.of
    reached = [row for row in rows if row[number]]
    if not reached:
        return f"{name} hasn't followed so far."
    reached.sort(key=lambda row: (row["name"] == UNKNOWN, row["n"] < MIN_COMPARED, -row[rate], row["name"]))
    places = [f"{row[number]:,} of {row[size]:,}" for row in reached[:MOST_NAMED]]
    places[0] = f"{reached[0][number]:,} of {wording.count(reached[0][size], 'opportunity')}"
    if len(rows) > 1:
        named = zip(places, reached, strict=False)
        places = [f"{place} with {wording.name(row['name'])}" for place, row in named]
    return f"{name} followed so far in {wording.join_words(places)}."


def draw_outcomes(answer: Answer) -> go.Figure | None:
    """Three dots a group, with their ranges: the shares with a reply, an interview and an offer."""
    if not answer.rows:
        return None
    lines = [(layout.label(row["name"]), row) for row in answer.rows]
    return outcome_dots.draw_outcomes(
        lines, ("name",), DRAWN, OUTCOMES[answer.parameters["sort"]]
    ).update_xaxes(title_text="of the opportunities where it was used")


QUESTION = Question(
    key="outcomes_by_channel",
    estimate=estimate_outcomes,
    verdict=describe_outcomes,
    figure=draw_outcomes,
    method=(
        "Per opportunity (a role at a company) in which a channel was used: whether a message by it got a reply, as in "
        "the response rates per opportunity; whether an interview or an offer came after its first use. Those who "
        "already had had an interview aren't asked about another, nor after an offer about one. An offer implies an "
        "interview; a phone screen is none. Ranges of interviews and offers are Wilson's 95% intervals."
    ),
    out_of="opportunities in which the channel was used",
    left_out=(*column_texts.LEFT_OUT, "no contact named"),
    formulas={
        "interview_rate": "interviews ÷ before_interview",
        "offer_rate": "offers ÷ before_offer",
    },
    columns={
        "name": Column("the channel, or the value of the column in `by`", GROUP_NAMES),
        "n": Column("opportunities in which it was used", NUMBER),
        "measured": Column("of these, how many count in the response rate per opportunity", NUMBER),
        "through": column_texts.RATE["through"],
        "replies": Column("of those measured, how many got a reply, as the response rates count it", NUMBER),
        "undated": Column("of those measured, how many got a reply on an unknown day", NUMBER),
        "reply_rate": Column("the response rate per opportunity", NUMBER),
        "reply_low": Column("lower end of its 95% range", NUMBER),
        "reply_high": Column("upper end of its 95% range", NUMBER),
        "before_interview": Column("opportunities in which it was first used before any interview", NUMBER),
        "interviews": Column("of these, how many had an interview afterwards; an offer implies one", NUMBER),
        "interview_rate": Column("interviews over before_interview", NUMBER),
        "interview_low": Column("lower end of its 95% range", NUMBER),
        "interview_high": Column("upper end of its 95% range", NUMBER),
        "before_offer": Column("opportunities in which it was first used before any offer", NUMBER),
        "offers": Column("of these, how many had an offer afterwards", NUMBER),
        "offer_rate": Column("offers over before_offer", NUMBER),
        "offer_low": Column("lower end of its 95% range", NUMBER),
        "offer_high": Column("upper end of its 95% range", NUMBER),
    },
    counts={"split": GROUP_NAMES, "channel": CHANNEL_NAMES, **logging_bias.COUNTS},
    defaults={"by": "channel", "sort": "replies", "within": None, "basis": None},
    bound_values=bind_opportunities,
    marks=("name",),
)
