"""What charts are made of: heights, layouts, names and texts beside lines, ranges.

Colours (but grey and blue) and fonts belong to the page's theme, or the report's.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import plotly.graph_objects as go

from analysis import wording
from analysis.question import Row

GREY, BLUE = "#8a929a", "#3080c6"
"""What is too few to judge and the lines of ranges; the steps of a journey. Both show on light and dark grounds."""

ROW_HEIGHT, LINE_HEIGHT, MARGIN_HEIGHT = 40, 26, 96

MOST_COLOURS = 6
"""Groups that can be told apart by colour; what is rarer is drawn as one."""

DAYS_HEIGHT = 340

HAZE = "rgba(138, 146, 154, 0.25)"
"""The grey of ranges, so thin that lines show through."""

LEGEND = {
    **{"orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom"},
    **{"entrywidth": 116, "itemsizing": "constant"},
}
"""Below everything, two names in a line on a phone."""

TOP_LEGEND = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"}
"""In one line above the chart."""

SHARE_RANGE = [-0.03, 1.03]
"""All shares, with room for whole dots at both ends."""


def label(name: str) -> str:
    """The name of a group as Plotly may show it: a log's own texts can't become links or markup, nor fill the chart."""
    text = wording.name(name)
    return escape(text if len(text) <= wording.LONGEST else f"{text[: wording.LONGEST - 1]}…")


def whiskers(rows: Sequence[Row], value: str, low: str, high: str) -> dict[str, Any]:
    """The range of each row as error bars; never hidden, however wide."""
    return {
        "type": "data",
        "array": [row[high] - (row[value] or 0) for row in rows],
        "arrayminus": [(row[value] or 0) - row[low] for row in rows],
        "color": GREY,
        "thickness": 2,
        "width": 5,
    }


WIDE_LABELS = 150
"""Room at the right of a chart for the day up to which a rate is measured."""


def row_layout(height: int) -> dict[str, Any]:
    """A chart of horizontal marks, so many pixels tall, on an axis of per cents, with room for n at its right."""
    return {
        "height": MARGIN_HEIGHT + height,
        "margin": {"l": 8, "r": 84, "t": 32, "b": 8},
        "xaxis": {"tickformat": ".0%", "range": [0, 1], "dtick": 0.5, "tickangle": 0, "fixedrange": True},
        "yaxis": {"automargin": True, "fixedrange": True, "ticksuffix": " "},
        "legend": TOP_LEGEND,
        "bargap": 0.45,
    }


def day_layout(across: str, up: str) -> dict[str, Any]:
    """A chart over days or messages, on an axis of per cents."""
    return {
        "height": DAYS_HEIGHT,
        "margin": {"l": 8, "r": 16, "t": 32, "b": 8},
        "xaxis": {"title": {"text": across}, "fixedrange": True, "rangemode": "tozero", "automargin": True},
        "yaxis": {
            "title": {"text": up},
            "tickformat": ".0%",
            "rangemode": "tozero",
            "fixedrange": True,
            "automargin": True,
        },
        "legend": {**TOP_LEGEND, "traceorder": "normal"},
    }


def label_rows(figure: go.Figure, names: Sequence[str], texts: Sequence[tuple[int, str]]) -> go.Figure:
    """The same figure with a name at the left of each line, and a text in one column at its right."""
    for place, text in texts:
        figure.add_annotation(
            text=text, x=1, xref="paper", xanchor="left", xshift=8, y=place, showarrow=False
        )
    return figure.update_yaxes(
        tickvals=list(range(len(names))),
        ticktext=names,
        range=[len(names) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
    )


def name_rows(figure: go.Figure, rows: list[Row], texts: list[str], name: str = "strategy") -> go.Figure:
    """The same figure with one line a row: its name at the left, a text at the right."""
    return label_rows(figure, [label(row[name]) for row in rows], list(enumerate(texts)))


def draw_span(figure: go.Figure, place: int, start: float, end: float) -> None:
    """A thin line behind the marks. As a shape it takes no colour from them."""
    figure.add_shape(
        type="line", x0=start, x1=end, y0=place, y1=place, layer="below", line={"color": GREY, "width": 2}
    )


def draw_band(rows: Sequence[Row], across: str) -> list[go.Scatter]:
    """The range of a line, as a grey band behind it."""
    shape = "hv" if across == "day" else "linear"
    common: dict[str, Any] = {
        "x": [row[across] for row in rows],
        "mode": "lines",
        "line": {"width": 0, "shape": shape},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return [
        go.Scatter(common, y=[row["low"] for row in rows]),
        go.Scatter(common, y=[row["high"] for row in rows], fill="tonexty", fillcolor=HAZE),
    ]
