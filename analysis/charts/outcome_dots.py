"""Several outcomes of the same opportunities as dots beside each other: replies, interviews, offers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from analysis.charts import layout, rate_bars
from analysis.charts.stage_dots import Line
from analysis.question import Row

SYMBOLS = ("circle", "diamond", "square")

PALE = 0.45
"""How strong the dots of fewer than five are: too few to compare."""

SPREAD = 0.26
"""How far the dots of two outcomes are apart on a line, so that their ranges don't cover each other."""


class Outcome(NamedTuple):
    """One outcome: the column of its number, what the columns of its rate and range begin with, its name, and the
    column of what it is out of."""

    number: str
    rate: str
    label: str
    of: str = "n"


def draw_outcomes(
    lines: Sequence[Line], marks: Sequence[str], outcomes: Sequence[Outcome], beside: Outcome
) -> go.Figure:
    """One dot a line and outcome, with its range; at the right how many had the outcome `beside`.

    `marks`: the columns that a dot carries.
    """
    placed = [(place, row) for place, (_, row) in enumerate(lines) if row]
    dots = [
        _draw_outcome(placed, marks, outcome, symbol, place - (len(outcomes) - 1) / 2)
        for place, (outcome, symbol) in enumerate(zip(outcomes, SYMBOLS, strict=False))
    ]
    figure = go.Figure(dots, layout.row_layout(layout.ROW_HEIGHT * len(lines)))
    texts = [(place, _count_text(row, beside)) for place, row in placed]
    return layout.label_rows(figure, [text for text, _ in lines], texts).update_xaxes(
        range=layout.SHARE_RANGE
    )


def _count_text(row: Row, outcome: Outcome) -> str:
    return "–" if row[outcome.number] is None else f"{row[outcome.number]:,} of {row[outcome.of]:,}"


def _draw_outcome(
    placed: rate_bars.Placed, marks: Sequence[str], outcome: Outcome, symbol: str, step: float
) -> go.Scatter:
    """The dots of one outcome, so many steps below the middle of their lines."""
    known = [(place + step * SPREAD, row) for place, row in placed if row[f"{outcome.rate}_rate"] is not None]
    rows = [row for _, row in known]
    rate, low, high = (f"{outcome.rate}_{end}" for end in ("rate", "low", "high"))
    size = len(marks)
    return go.Scatter(
        x=[row[rate] for row in rows],
        y=[place for place, _ in known],
        name=outcome.label,
        mode="markers",
        marker={
            "size": 9,
            "symbol": symbol,
            "opacity": [1 if rate_bars.is_large(row) else PALE for row in rows],
        },
        error_x=layout.whiskers(rows, rate, low, high),
        hovertext=[", ".join(layout.label(row[mark]) for mark in marks) for row in rows],
        customdata=[
            [*(row[mark] for mark in marks), row[outcome.number], row[outcome.of], row[low], row[high]]
            for row in rows
        ],
        hovertemplate=(
            f"%{{hovertext}}: {outcome.label} %{{customdata[{size}]:,}} of %{{customdata[{size + 1}]:,}}, %{{x:.0%}} "
            f"(range %{{customdata[{size + 2}]:.0%}} to %{{customdata[{size + 3}]:.0%}})<extra></extra>"
        ),
    )
