"""Trying again: whether second and third messages get answers."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout
from analysis.domains import NUMBER
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, day_counts, response_rates
from analysis.statistics import rates, thresholds

if TYPE_CHECKING:
    from analysis.answer import Answer

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")

MOST_NAMED = 4
"""Messages to one person that a sentence goes through; the table has the others."""

MOST_BARS = 5
"""Messages to one person that a narrow screen has room for; the table has the others."""


def estimate_hazards(counts: list[Row], _parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each touch number: the people still silent who got it, and how many of them then answered.

    The discrete hazard; its product over the touches so far is the share that stays silent.
    """
    by_touch = sorted(counts, key=lambda row: row["touch"])
    hazards = [rates.wilson(row["replies"], row["units"]) for row in by_touch]
    silent = accumulate((1 - (hazard.value or 0.0) for hazard in hazards), lambda left, stay: left * stay)
    return [
        {
            "touch": row["touch"],
            "at_risk": row["units"],
            "replies": row["replies"],
            "hazard": hazard.value,
            "low": hazard.low,
            "high": hazard.high,
            "cumulative": 1 - left if row["touch"] == place and hazard.n >= thresholds.MIN_AT_RISK else None,
            "waiting": row["waiting"],
        }
        for place, (row, hazard, left) in enumerate(zip(by_touch, hazards, silent, strict=True), 1)
    ]


def describe_hazards(answer: Answer) -> str:
    """The share answered at each touch among the people still silent, as far as ten of them got it."""
    known = [row for row in answer.rows if row["at_risk"] >= thresholds.MIN_AT_RISK]
    if not answer.rows:
        return day_counts.explain_missing(answer) or response_rates.NOTHING
    if not known:
        first = answer.rows[0]
        sent = wording.count(first["at_risk"], f"{_ordinal_text(first)} message")
        return (
            f"Too early: it takes {thresholds.MIN_AT_RISK} messages to say how often they are answered. So far "
            f"{first['replies']:,} of {sent} got an answer."
        )
    shares = [
        f"{wording.percent(row['hazard'])} of {_ordinal_text(row)} messages "
        f"(range {wording.span(row['low'], row['high'])}, n = {row['at_risk']:,})"
        for row in known[:MOST_NAMED]
    ]
    among = ", among the people still silent" if len(known) > 1 else ""
    return f"Answered: {wording.join_words(shares)}{among}. {_later_text(known, answer.rows)}"


def _later_text(known: list[Row], rows: list[Row]) -> str:
    """What a second message gains, or that there were too few to say."""
    first, *later = known
    if not later:
        more = response_rates.sum_column(rows, "at_risk") - first["at_risk"]
        if not more:
            return "Nobody still silent has got a later message yet."
        few = wording.count(more, "later message")
        return f"Only {few} went to people still silent, too few to say what they gain."
    second, last = later[0], later[-1]
    reach = f" Together, {last['touch']} messages reach about {wording.percent(last['cumulative'])}."
    together = reach if last["cumulative"] is not None else ""
    drop = rates.difference(second["replies"], second["at_risk"], first["replies"], first["at_risk"])
    if drop.high < 0:
        return (
            "The people still silent answer less often; that alone does not say that another message is not worth "
            f"sending.{together}"
        )
    if max(-drop.low, drop.high) <= thresholds.SAME_MARGIN:
        return f"The people still silent answer about as often, within five points.{together}"
    return f"With these numbers it can't be told whether the people still silent answer less often.{together}"


def _ordinal_text(row: Row) -> str:
    number = row["touch"]
    return ORDINALS[number - 1] if number <= len(ORDINALS) else f"{number}th"


def draw_hazards(answer: Answer) -> go.Figure | None:
    """One bar with its range for each of the first touches, as far as ten or more people got it."""
    rows = [row for row in answer.rows if row["at_risk"] >= thresholds.MIN_AT_RISK][:MOST_BARS]
    if not rows:
        return None
    bars = go.Bar(
        x=[row["touch"] for row in rows],
        y=[row["hazard"] for row in rows],
        customdata=[[row["at_risk"], row["replies"], row["low"], row["high"]] for row in rows],
        error_y=layout.whiskers(rows, "hazard", "low", "high"),
        hovertemplate=(
            "message %{x}: %{y:.0%} (range %{customdata[2]:.0%} to %{customdata[3]:.0%})"
            "<br>%{customdata[1]:,} of %{customdata[0]:,} answered<extra></extra>"
        ),
    )
    texts = [f"{row['touch']}<br>{wording.percent(row['hazard'])}<br>of {row['at_risk']:,}" for row in rows]
    figure = go.Figure(bars, layout.day_layout("message to somebody still silent", "answered"))
    return figure.update_layout(bargap=0.5, showlegend=False).update_xaxes(
        tickvals=[row["touch"] for row in rows],
        ticktext=texts,
        tickangle=0,
        range=[rows[0]["touch"] - 0.6, max(4, rows[-1]["touch"]) + 0.6],
    )


QUESTION = Question(
    key="replies_by_touch_number",
    requires=(ANSWERS, DAYS),
    timed=True,
    estimate=estimate_hazards,
    verdict=describe_hazards,
    figure=draw_hazards,
    method=(
        "Of the people still silent who got a first, second or third message, how many answered it. A message sent "
        "after an answer is no further try and is left out. Those who answer easily answer first, so a falling "
        "share is what one would see even if every message had the same effect. Ranges are Wilson's 95 %."
    ),
    out_of="people still silent who got the message",
    left_out=(*column_texts.UNTIMED, *column_texts.TRIES),
    formulas={
        "hazard": "replies ÷ at_risk",
        "cumulative": "1 − ∏ (1 − hazard), over the messages so far",
    },
    columns={
        "touch": Column("first message, second message …", NUMBER),
        "at_risk": Column("people still silent who got it", NUMBER),
        "replies": Column("how many of them then answered", NUMBER),
        "hazard": Column("replies over at_risk", NUMBER),
        "low": Column("lower end of its 95 % range", NUMBER),
        "high": Column("upper end of its 95 % range", NUMBER),
        "cumulative": Column(
            "share answered by this message, if all of them are sent; empty where fewer than ten got it",
            NUMBER,
        ),
        "waiting": Column("of those without an answer, how many are still too young to judge", NUMBER),
    },
    defaults={"within": None, "basis": None},
    marks=("touch",),
    number="at_risk",
)
