"""Answers about timing in, Plotly figures out. Like `figures`, without colours of their own but grey."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.figures import GREY, MOST_COLOURS, label, rates, whiskers
from analysis.question import Row
from analysis.questions import hours, waits
from analysis.statistics.gates import CURVE_AT_RISK

if TYPE_CHECKING:
    from analysis.answer import Answer

HEIGHT, ROW_HEIGHT = 340, 48
MOST_BARS = 5
"""Messages to one person that a narrow screen has room for; the table has the others."""

HAZE = "rgba(138, 146, 154, 0.25)"
"""The grey of ranges, so thin that lines show through."""


def curves(answer: Answer) -> go.Figure | None:
    """One line for each group with enough replies, as far as ten were still watched, those with most replies first.

    The first has its range; from the seventh on they are grey, since no more colours can be told apart.
    """
    drawn = [name for name in waits.names_of(answer.rows) if waits.is_drawn(answer.rows, name)]
    names = sorted(drawn, key=lambda name: -waits.replies_of(answer.rows, name))
    lines = {name: _watched(answer.rows, name) for name in names}
    if not lines:
        return None
    first = next(iter(lines.values()))
    traces = [*(_line(name, rows) for name, rows in lines.items()), *_band(first, "day")]
    for line in traces[MOST_COLOURS : len(lines)]:
        line.update(line_color=GREY)
    figure = go.Figure(traces, _layout("days after sending", "answered"))
    top = max(row["high"] if rows is first else row["replied"] for rows in lines.values() for row in rows)
    figure.update_layout(showlegend=len(lines) > 1).update_yaxes(range=[0, min(1, 1.1 * top)])
    return figure.update_xaxes(range=[0, answer.parameters["within"]])


def silence(answer: Answer) -> go.Figure | None:
    """The chance of an answer after so many silent days with its range, and the two days of advice."""
    rows = [row for row in answer.rows if row["chance"] is not None and row["at_risk"] >= CURVE_AT_RISK]
    if len(rows) < 2:
        return None
    line = go.Scatter(
        x=[row["t"] for row in rows],
        y=[row["chance"] for row in rows],
        customdata=[[row["at_risk"], row["low"], row["high"], row["until"]] for row in rows],
        mode="lines",
        hovertemplate=(
            "silent for %{x} days: %{y:.1%} are answered by day %{customdata[3]}"
            "<br>range %{customdata[1]:.0%} to %{customdata[2]:.0%}, %{customdata[0]:,} watched<extra></extra>"
        ),
    )
    figure = go.Figure([line, *_band(rows, "t")], _layout("days of silence", "still answered"))
    figure.update_layout(showlegend=False, margin_t=56)
    for column, said, side in (("follow_up", "follow up", "bottom"), ("stop", "stop waiting", "top")):
        for row in answer.rows:
            if row[column] is not None:
                _mark(figure, row["t"], said, measured=row[column], side=side)
    return figure


def by_touch(answer: Answer) -> go.Figure | None:
    """One bar with its range for each of the first touches, as far as ten or more people got it."""
    rows = [row for row in answer.rows if row["at_risk"] >= CURVE_AT_RISK][:MOST_BARS]
    if not rows:
        return None
    bars = go.Bar(
        x=[row["touch"] for row in rows],
        y=[row["hazard"] for row in rows],
        customdata=[[row["at_risk"], row["replies"], row["low"], row["high"]] for row in rows],
        error_y=whiskers(rows, "hazard", "low", "high"),
        hovertemplate=(
            "message %{x}: %{y:.0%} (range %{customdata[2]:.0%} to %{customdata[3]:.0%})"
            "<br>%{customdata[1]:,} of %{customdata[0]:,} answered<extra></extra>"
        ),
    )
    told = [f"{row['touch']}<br>{wording.percent(row['hazard'])}<br>of {row['at_risk']:,}" for row in rows]
    figure = go.Figure(bars, _layout("message to somebody still silent", "answered"))
    return figure.update_layout(bargap=0.5, showlegend=False).update_xaxes(
        tickvals=[row["touch"] for row in rows],
        ticktext=told,
        tickangle=0,
        range=[rows[0]["touch"] - 0.6, max(4, rows[-1]["touch"]) + 0.6],
    )


def times(answer: Answer) -> go.Figure:
    """A heat map of days and times where there are both, else bars; what rests on too few is grey."""
    if not any(row["day"] and row["time"] for row in answer.rows):
        return rates(answer)
    days = [day for day in hours.WEEKDAYS if any(row["day"] == day for row in answer.rows)]
    cells = {(row["day"], row["time"]): row for row in answer.rows}
    grid = [[cells.get((day, time)) for time in hours.DAYPARTS] for day in days]
    enough = [[row if row and hours.is_listed(row) else None for row in line] for line in grid]
    heat = go.Heatmap(
        x=hours.DAYPARTS,
        y=days,
        z=[[row and row["pooled"] for row in line] for line in enough],
        zmin=0,
        zmax=max((row["pooled_high"] for row in answer.rows if hours.is_listed(row)), default=1),
        text=[[_in_cell(row) for row in line] for line in grid],
        customdata=[[_behind(row) for row in line] for line in grid],
        texttemplate="%{text}",
        xgap=2,
        ygap=2,
        hoverongaps=False,
        colorbar={"tickformat": ".0%", "thickness": 12},
        hovertemplate=(
            "%{y}, %{x}: %{z:.0%} (range %{customdata[2]:.0%} to %{customdata[3]:.0%})"
            "<br>%{customdata[1]} of %{customdata[0]} answered<extra></extra>"
        ),
    )
    backdrop = go.Heatmap(
        x=hours.DAYPARTS,
        y=days,
        z=[[None if row else 0 for row in line] for line in enough],
        colorscale=[[0, HAZE], [1, HAZE]],
        showscale=False,
        xgap=2,
        ygap=2,
        hoverinfo="skip",
    )
    height = 64 + ROW_HEIGHT * len(days)
    figure = go.Figure([backdrop, heat], {"height": height, "margin": {"l": 8, "r": 8, "t": 16, "b": 8}})
    return figure.update_yaxes(autorange="reversed", automargin=True, fixedrange=True).update_xaxes(
        fixedrange=True
    )


def _watched(rows: Sequence[Row], name: str) -> list[Row]:
    """The rows of one curve as far as it may be drawn."""
    return [row for row in rows if row["name"] == name and row["at_risk"] >= CURVE_AT_RISK]


def _line(name: str, rows: Sequence[Row]) -> go.Scatter:
    """A line with a dot at its end, without which Plotly would not hear a click on it."""
    return go.Scatter(
        x=[row["day"] for row in rows],
        y=[row["replied"] for row in rows],
        customdata=[[name, row["at_risk"], row["low"], row["high"]] for row in rows],
        mode="lines+markers",
        marker={"size": [*[0] * (len(rows) - 1), 7], "opacity": 1},
        line={"shape": "hv", "width": 3 if name == waits.ALL else 2},
        name="All together" if name == waits.ALL else label(name),
        hovertemplate=(
            "by day %{x}: %{y:.0%} (range %{customdata[2]:.0%} to %{customdata[3]:.0%})"
            "<br>%{customdata[1]:,} still watched"
        ),
    )


def _band(rows: Sequence[Row], across: str) -> list[go.Scatter]:
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


def _mark(figure: go.Figure, day: int, said: str, *, measured: bool, side: str) -> None:
    """A line at a day of advice; what is only a rule of thumb is dotted and says so."""
    figure.add_vline(x=day, line={"color": GREY, "width": 2, "dash": "solid" if measured else "dot"})
    figure.add_annotation(
        x=day,
        y=1,
        yref="paper",
        yanchor="bottom",
        yshift=0 if side == "bottom" else 20,
        showarrow=False,
        text=f"{said}: day {day}" if measured else f"{said}: day {day} (rule of thumb)",
    )


def _in_cell(row: Row | None) -> str:
    if row is None:
        return ""
    return (
        f"{wording.percent(row['pooled'])}<br>of {row['n']:,}"
        if hours.is_listed(row)
        else f"n = {row['n']:,}"
    )


def _behind(row: Row | None) -> list[Any]:
    return [row["n"], row["replies"], row["pooled_low"], row["pooled_high"]] if row else [0, 0, 0, 0]


def _layout(across: str, up: str) -> dict[str, Any]:
    """A chart over days or messages, on an axis of per cents."""
    return {
        "height": HEIGHT,
        "margin": {"l": 8, "r": 16, "t": 32, "b": 8},
        "xaxis": {"title": {"text": across}, "fixedrange": True, "rangemode": "tozero", "automargin": True},
        "yaxis": {
            "title": {"text": up},
            "tickformat": ".0%",
            "rangemode": "tozero",
            "fixedrange": True,
            "automargin": True,
        },
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "traceorder": "normal"},
    }
