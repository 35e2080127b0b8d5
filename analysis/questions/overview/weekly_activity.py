"""Activity by week and channel."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout
from analysis.domains import CHANNEL_NAMES, DAY, NUMBER
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, response_rates

if TYPE_CHECKING:
    from analysis.answer import Answer

SHOWN = ("week", "channel", "touches", "measured", "answered", "undated")
"""The columns of the answer; its counts also say what was left out."""

FEW_TICKS = 6
"""With so few weeks or touches, Plotly would put hours or halves between them."""


def estimate_weeks(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """Touches by week and channel, oldest week first."""
    known = response_rates.blank_unknown(counts, parameters, "measured", "answered", "undated")
    shown = [{name: row[name] for name in SHOWN} for row in known]
    return sorted(shown, key=lambda row: (row["week"], row["channel"]))


def describe_weeks(answer: Answer) -> str:
    """The usual week and the busiest one."""
    weeks: dict[str, int] = {}
    for row in answer.rows:
        weeks[row["week"]] = weeks.get(row["week"], 0) + row["touches"]
    if not weeks:
        return "No touch in this view has a date."
    busiest = max(weeks, key=lambda week: weeks[week])
    usual = sorted(weeks.values())[len(weeks) // 2]
    return (
        f"In a usual active week you sent {wording.count(usual, 'touch')}; "
        f"the busiest began on {wording.day(date.fromisoformat(busiest))} with {weeks[busiest]:,}."
    )


def draw_weeks(answer: Answer) -> go.Figure:
    """Stacked bars, one a week, coloured by channel; what is rare is drawn as one."""
    totals: Counter[str] = Counter()
    for row in answer.rows:
        totals[row["channel"]] += row["touches"]
    own = [channel for channel, _ in totals.most_common(layout.MOST_COLOURS)]
    weeks = sorted({row["week"] for row in answer.rows})
    bars = [_week_bars(answer.rows, weeks, [name], name=layout.label(name)) for name in own]
    if rare := [channel for channel in totals if channel not in own]:
        bars.append(_week_bars(answer.rows, weeks, rare, name="All others", marker={"color": layout.GREY}))
    tallest = max(_count_by_week(answer.rows, weeks, list(totals)), default=0)
    return go.Figure(
        bars,
        {
            "barmode": "stack",
            "height": 340,
            "margin": {"l": 8, "r": 8, "t": 16, "b": 8},
            "legend": {"orientation": "h", "y": -0.15, "yanchor": "top", "traceorder": "normal"},
            "yaxis": {"title": {"text": "sent"}, "rangemode": "tozero"}
            | ({"dtick": 1} if tallest < FEW_TICKS else {}),
            "xaxis": {"type": "date"}
            | ({"tickvals": weeks, "tickformat": "%b %-d<br>%Y"} if len(weeks) < FEW_TICKS else {}),
            "hovermode": "x unified",
        },
    )


def _week_bars(rows: Sequence[Row], weeks: Sequence[str], channels: Sequence[str], **look: Any) -> go.Bar:
    sent = _count_by_week(rows, weeks, channels)
    return go.Bar(x=weeks, y=sent, customdata=[[week] for week in weeks], **look)


def _count_by_week(rows: Sequence[Row], weeks: Sequence[str], channels: Sequence[str]) -> list[int]:
    sent: Counter[str] = Counter()
    for row in rows:
        if row["channel"] in channels:
            sent[row["week"]] += row["touches"]
    return [sent[week] for week in weeks]


QUESTION = Question(
    key="weekly_activity",
    estimate=estimate_weeks,
    verdict=describe_weeks,
    figure=draw_weeks,
    method="Plain counts of dated touches; weeks begin on Monday.",
    out_of="nothing: these are counts of touches with a date",
    left_out=(column_texts.AFTER, "undated"),
    columns={
        "week": Column("the Monday on which the week begins", DAY),
        "channel": Column("how it travelled", CHANNEL_NAMES),
        "touches": Column("how many were sent", NUMBER),
        "measured": column_texts.MEASURED,
        "answered": column_texts.ANSWERED,
        "undated": column_texts.RATE["undated"],
    },
    bound_values=response_rates.bind_all_messages,
    defaults={"within": None, "basis": None},
    marks=("week", "channel"),
    points=("week",),
    number="touches",
)
