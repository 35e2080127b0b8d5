"""Answers in, Plotly figures out. Colours and fonts belong to whoever shows them: a page's theme, or a report's."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import words
from analysis.question import Row
from analysis.response import stage_order
from analysis.statistics.gates import LISTED

if TYPE_CHECKING:
    from analysis.answer import Answer

GREY = "#8a929a"
"""What is too few to judge, and the lines of ranges: readable on a light and on a dark ground."""

ROW_HEIGHT, MARGIN_HEIGHT = 44, 96
STEP_NAMES = {
    "contacted": "Reached out",
    "applied": "Applied",
    "answered": "Answered",
    "interview": "Interview",
    "final": "Final round",
    "offer": "Offer",
    "open": "Still open",
    "no answer": "No answer yet",
    "rejected": "Rejected",
    "withdrawn": "Withdrawn",
}


def rates(answer: Answer) -> go.Figure:
    """One bar a group with its 95 % range and n; groups too small to compare are pale."""
    rows = [row for row in answer.rows if row["n"]]
    bars = go.Bar(
        y=[label(row["name"]) for row in rows],
        x=[row["rate"] or 0 for row in rows],
        customdata=[[row["name"], row["n"], row["replies"], row["low"], row["high"]] for row in rows],
        orientation="h",
        marker={"opacity": [0.4 if row["n"] < LISTED else 1 for row in rows]},
        error_x=whiskers(rows, "rate", "low", "high"),
        hovertemplate=(
            "%{y}: %{x:.0%} (range %{customdata[3]:.0%} to %{customdata[4]:.0%})"
            "<br>%{customdata[2]} of %{customdata[1]}<extra></extra>"
        ),
    )
    figure = go.Figure(bars, layout(len(rows)))
    for row in rows:
        figure.add_annotation(
            x=row["high"],
            y=label(row["name"]),
            text=f"n = {row['n']:,}",
            showarrow=False,
            xanchor="left",
            xshift=8,
        )
    return figure.update_yaxes(autorange="reversed").update_xaxes(range=[0, min(1.15, _top(rows) + 0.2)])


def rates_by_stage(answer: Answer) -> go.Figure:
    """One line of dots a strategy, one dot a stage, each with its range."""
    rows = [row for row in answer.rows if row["n"]]
    return _dots(rows, "name", "rate", "low", "high")


def offers_by_stage(answer: Answer) -> go.Figure:
    """Interviews that followed, one dot a strategy and stage, each with its range."""
    return _dots(answer.rows, "strategy", "interview_rate", "interview_low", "interview_high")


def journey(answer: Answer) -> go.Figure:
    """A Sankey diagram of every move."""
    steps = list(dict.fromkeys(step for row in answer.rows for step in (row["source"], row["target"])))
    arrived = {step: _through(answer.rows, step) for step in steps}
    sankey = go.Sankey(
        node={
            "label": [f"{STEP_NAMES[step]} {arrived[step]:,}" for step in steps],
            "pad": 18,
            "thickness": 14,
        },
        link={
            "source": [steps.index(row["source"]) for row in answer.rows],
            "target": [steps.index(row["target"]) for row in answer.rows],
            "value": [row["opportunities"] for row in answer.rows],
            "color": "rgba(138, 146, 154, 0.35)",
        },
    )
    return go.Figure(sankey, {"height": 380, "margin": {"l": 8, "r": 8, "t": 16, "b": 16}})


def weekly(answer: Answer) -> go.Figure:
    """Stacked bars, one a week, coloured by channel."""
    ordered = sorted(answer.rows, key=lambda row: row["channel"])
    bars = [
        go.Bar(x=[row["week"] for row in group], y=[row["touches"] for row in group], name=label(channel))
        for channel, group in (
            (key, list(found)) for key, found in groupby(ordered, lambda row: row["channel"])
        )
    ]
    return go.Figure(
        bars,
        {
            "barmode": "stack",
            "height": 320,
            "margin": {"l": 8, "r": 8, "t": 16, "b": 8},
            "legend": {"orientation": "h", "y": -0.2},
            "yaxis": {"title": {"text": "touches"}},
            "xaxis": {"type": "date"},
        },
    )


def label(name: str) -> str:
    """The name of a group as Plotly may show it: a log's own texts can't become links or markup."""
    return escape(words.name(name))


def whiskers(rows: list[Row], value: str, low: str, high: str) -> dict[str, Any]:
    """The range of each row as error bars; never hidden, however wide."""
    return {
        "type": "data",
        "array": [row[high] - (row[value] or 0) for row in rows],
        "arrayminus": [(row[value] or 0) - row[low] for row in rows],
        "color": GREY,
        "thickness": 2,
        "width": 5,
    }


def layout(rows: int) -> dict[str, Any]:
    """A chart of horizontal bars, as tall as its rows, on an axis of per cents."""
    return {
        "height": MARGIN_HEIGHT + ROW_HEIGHT * rows,
        "margin": {"l": 8, "r": 8, "t": 16, "b": 8},
        "xaxis": {"tickformat": ".0%", "rangemode": "tozero"},
        "yaxis": {"automargin": True},
        "bargap": 0.45,
        "showlegend": False,
    }


def _dots(rows: list[Row], name: str, value: str, low: str, high: str) -> go.Figure:
    stages = sorted({row["stage"] for row in rows}, key=stage_order)
    traces = []
    for place, stage in enumerate(stages):
        found = [row for row in rows if row["stage"] == stage]
        offset = (place - (len(stages) - 1) / 2) * 0.7 / max(1, len(stages))
        traces.append(_stage_dots(found, stage, offset, (name, value, low, high), _names(rows, name)))
    figure = go.Figure(traces, layout(0))
    names = _names(rows, name)
    height = MARGIN_HEIGHT + 60 + len(names) * max(ROW_HEIGHT, 16 * len(stages))
    ticks = {
        "tickvals": list(range(len(names))),
        "ticktext": [label(each) for each in names],
        "autorange": "reversed",
    }
    return figure.update_layout(
        height=height, showlegend=True, legend={"orientation": "h", "y": 1.02, "yanchor": "bottom"}
    ).update_yaxes(**ticks)


def _stage_dots(
    found: list[Row], stage: str, offset: float, columns: tuple[str, ...], names: list[str]
) -> go.Scatter:
    name, value, low, high = columns
    return go.Scatter(
        x=[row[value] or 0 for row in found],
        y=[names.index(row[name]) + offset for row in found],
        customdata=[[row[name], row["n"], row[low], row[high]] for row in found],
        mode="markers",
        name=words.name(stage),
        marker={"size": 10, "opacity": [0.4 if row["n"] < LISTED else 1 for row in found]},
        error_x=whiskers(found, value, low, high),
        hovertemplate=(
            f"{words.name(stage)}: %{{x:.0%}} (range %{{customdata[2]:.0%}} to %{{customdata[3]:.0%}})"
            "<br>n = %{customdata[1]}<extra></extra>"
        ),
    )


def _names(rows: list[Row], name: str) -> list[str]:
    return list(dict.fromkeys(row[name] for row in rows))


def _top(rows: list[Row]) -> float:
    return max((float(row["high"]) for row in rows), default=1.0)


def _through(rows: list[Row], step: str) -> int:
    arrived = sum(row["opportunities"] for row in rows if row["target"] == step)
    return arrived or sum(row["opportunities"] for row in rows if row["source"] == step)
