"""Trying again: whether second and third messages get answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.basis import SO_FAR, WITHIN
from analysis.charts import layout
from analysis.domains import CHANNEL_NAMES, NUMBER, YES_NO
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, response_rates
from analysis.sql import composer
from analysis.statistics import gates, rates, thresholds

if TYPE_CHECKING:
    from analysis.answer import Answer

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")

MOST_NAMED = 4
"""Messages to one person that a sentence goes through; the table has the others."""

MOST_BARS = 5
"""Messages to one person that a narrow screen has room for; the table has the others."""


def estimate_hazards(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each touch number: the people still silent who got it, and how many of them answered it in time.

    The discrete hazard, as a response rate: a message is watched until the next one, or the data date.
    """
    least = response_rates.find_least_reach(counts, parameters)
    groups = response_rates.group_rows(counts, lambda row: int(row["touch"]))
    return [
        _hazard_row(touch, response_rates.estimate_rate(group, parameters), least)
        for touch, group in sorted(groups, key=lambda pair: pair[0])
    ]


def _hazard_row(touch: int, rate: Row, least: int) -> Row:
    return {
        "touch": touch,
        "at_risk": rate["n"],
        "through": rate["through"],
        "least_through": least,
        "replies": rate["replies"],
        "undated": rate["undated"],
        "hazard": rate["rate"],
        **{name: rate[name] for name in ("low", "high", "effective_n", "waiting")},
    }


def describe_hazards(answer: Answer) -> str:
    """The share answered at each touch among the people still silent, as far as ten of them got it."""
    known = [row for row in answer.rows if row["at_risk"] >= thresholds.MIN_AT_RISK]
    if not answer.rows:
        return response_rates.explain_nothing(answer)
    if not known:
        first = answer.rows[0]
        sent = wording.count(first["at_risk"], f"{_ordinal_text(first)} message")
        return (
            f"Too early: it takes {thresholds.MIN_AT_RISK} messages to say how often they are answered. "
            f"{first['replies']:,} of {sent} {'has' if first['replies'] == 1 else 'have'} a reply so far."
        )
    within = answer.parameters["within"]
    listed = wording.join_words([_hazard_text(row, within) for row in known[:MOST_NAMED]])
    time = f"within {wording.count(within, 'day')}" if answer.basis == WITHIN else "so far"
    among = ", among the people still silent" if len(known) > 1 else ""
    parts = (
        f"Answered {time}: {listed}{among}.",
        _later_text(answer, known),
        response_rates.explain_counts(answer),
    )
    return " ".join(part for part in parts if part)


def _hazard_text(row: Row, within: int) -> str:
    """One share with what it is of: "20% of 47 first messages (range 11–34%, by day 7)"."""
    sent = wording.count(row["at_risk"], f"{_ordinal_text(row)} message")
    details = ", ".join(
        filter(None, (response_rates.range_text(row), response_rates.reach_text(row, within)))
    )
    return f"{response_rates.percent(row['hazard'])} of {sent} ({details})"


def _later_text(answer: Answer, known: list[Row]) -> str:
    """Whether those still silent answer less often, as far as that can be told; what it is not."""
    first, *later = known
    if not later:
        more = response_rates.sum_column(answer.rows, "at_risk") - first["at_risk"]
        if not more:
            return "Nobody still silent has got a later message yet."
        few = wording.count(more, "later message")
        return f"Only {few} went to people still silent, too few to say how often they are answered."
    if any(row["several_clients"] for row in answer.counted):
        return f"Clients differ, so these aren't compared. {_pointer_text()}"
    if answer.basis == SO_FAR or not _are_compared(first, later[0], answer.parameters["within"]):
        return f"These can't be compared yet. {_pointer_text()}"
    return f"{_difference_text(first, later[0])} {_pointer_text()}"


def _are_compared(first: Row, second: Row, within: int) -> bool:
    return response_rates.is_compared(first, within) and response_rates.is_compared(second, within)


def _difference_text(first: Row, second: Row) -> str:
    """How second messages differ from first ones: less or more often where all of the range is on one side, about as
    often where all of it is within five points."""
    trials = (*_count_trials(second), *_count_trials(first))
    drop = rates.difference(*trials)
    if max(-drop.low, drop.high) <= thresholds.SAME_MARGIN:
        return "Second messages are answered about as often as first ones, within five points."
    if not gates.is_lasting(drop, trials[1], trials[3]):
        return "First and second messages can't be told apart yet."
    ends = f"range {wording.points(drop.low)} to {wording.points(drop.high)} points"
    if drop.high < 0:
        why = "those still silent are the harder ones"
        return f"Second messages are answered less often than first ones ({ends}): {why}."
    return f"Second messages are answered more often than first ones ({ends})."


def _count_trials(row: Row) -> tuple[float, float]:
    """Replies and trials that give a row's share, and as wide a range."""
    return (row["hazard"] or 0.0) * row["effective_n"], row["effective_n"]


def _pointer_text() -> str:
    """What this question can't say, and which one does."""
    return f"Whether another message helps is answered by “{composer.read_title('follow_up_or_wait')}”."


def _ordinal_text(row: Row) -> str:
    number = row["touch"]
    return ORDINALS[number - 1] if number <= len(ORDINALS) else f"{number}th"


def draw_hazards(answer: Answer) -> go.Figure | None:
    """One bar with its range for each of the first touches, as far as ten or more people got it."""
    rows = [row for row in answer.rows if row["at_risk"] >= thresholds.MIN_AT_RISK][:MOST_BARS]
    if not rows:
        return None
    within = answer.parameters["within"]
    bars = go.Bar(
        x=[row["touch"] for row in rows],
        y=[row["hazard"] for row in rows],
        customdata=[
            [row["at_risk"], row["replies"], row["low"], row["high"], _reach_text(row, within)]
            for row in rows
        ],
        error_y=layout.whiskers(rows, "hazard", "low", "high"),
        hovertemplate=(
            "message %{x}: %{y:.0%} (range %{customdata[2]:.0%} to %{customdata[3]:.0%})"
            "<br>%{customdata[1]:,} of %{customdata[0]:,} answered%{customdata[4]}<extra></extra>"
        ),
    )
    texts = [
        f"{row['touch']}<br>{response_rates.percent(row['hazard'])}<br>of {row['at_risk']:,}{_reach_text(row, within)}"
        for row in rows
    ]
    figure = go.Figure(bars, layout.day_layout("message to somebody still silent", "answered"))
    return figure.update_layout(bargap=0.5, showlegend=False).update_xaxes(
        tickvals=[row["touch"] for row in rows],
        ticktext=texts,
        tickangle=0,
        range=[rows[0]["touch"] - 0.6, max(4, rows[-1]["touch"]) + 0.6],
    )


def _reach_text(row: Row, within: int) -> str:
    """The day up to which a share is measured, below it; empty where that is the horizon."""
    reach = response_rates.reach_text(row, within)
    return f"<br>{reach}" if reach else ""


QUESTION = Question(
    key="replies_by_touch_number",
    requires=(ANSWERS, DAYS),
    estimate=estimate_hazards,
    verdict=describe_hazards,
    figure=draw_hazards,
    method=(
        "Of the people still silent who got a first, second or third message, the share that answered it in time. A "
        "message sent after an answer is no further try and is left out. Those who answer easily answer first, so a "
        "falling share is what one would see even if every message had the same effect. First and second messages are "
        "compared by the range of their difference (Miettinen–Nurminen, on effective numbers): about as often means "
        "within five points. In a log of several clients they are not compared. "
        + column_texts.RESPONSE_METHOD
    ),
    out_of="people still silent who got the message",
    left_out=(*column_texts.LEFT_OUT, *column_texts.TRIES),
    formulas=column_texts.list_rate_formulas("hazard", "at_risk"),
    columns={
        "touch": Column("first message, second message …", NUMBER),
        "at_risk": Column("people still silent who got it", NUMBER),
        "through": column_texts.RATE["through"],
        "least_through": column_texts.LEAST_THROUGH,
        "replies": column_texts.RATE["replies"],
        "undated": column_texts.RATE["undated"],
        "hazard": Column("share of them that answered it in time, if no other message followed", NUMBER),
        "low": Column("lower end of its 95% range", NUMBER),
        "high": Column("upper end of its 95% range", NUMBER),
        "effective_n": column_texts.RATE["effective_n"],
        "waiting": column_texts.RATE["waiting"],
    },
    counts={"channel": CHANNEL_NAMES, "several_clients": YES_NO},
    defaults={"within": None, "basis": None},
    marks=("touch",),
    number="at_risk",
)
