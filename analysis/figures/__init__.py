"""Answers in, Plotly figures out. Colours and fonts belong to whoever shows them: a page's theme, or a report's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, Any, TypeAlias

import plotly.graph_objects as go

from analysis import wording
from analysis.question import Row
from analysis.questions.response import stage_order
from analysis.statistics.gates import LISTED

if TYPE_CHECKING:
    from analysis.answer import Answer

GREY, BLUE = "#8a929a", "#3080c6"
"""What is too few to judge and the lines of ranges; the steps of a journey. Both show on light and dark grounds."""

ROW_HEIGHT, LINE_HEIGHT, MARGIN_HEIGHT = 40, 26, 96
FEW_TICKS = 6
"""With so few weeks or touches, Plotly would put hours or halves between them."""
MOST_COLOURS = 6
"""Groups that can be told apart by colour; what is rarer is drawn as one."""

ENOUGH, FEW = f"{LISTED} or more", f"fewer than {LISTED}: too few to compare"
Placed: TypeAlias = Sequence[tuple[int, Row]]
"""Rows and the lines on which they are drawn."""

ENDS = ("open", "no answer", "rejected", "withdrawn")


def rates(answer: Answer) -> go.Figure:
    """One bar a group with its 95 % range, the rate and n beside it; groups too small to judge are grey."""
    placed = [(place, row) for place, row in enumerate(row for row in answer.rows if row["n"])]
    enough, few = _apart(placed)
    bars = [go.Bar(_bars(enough), name=ENOUGH), go.Bar(_bars(few), name=FEW, marker={"color": GREY})]
    figure = go.Figure(bars, layout(ROW_HEIGHT * len(placed)))
    return told_beside(figure, [label(row["name"]) for _, row in placed], _of(placed, "rate")).update_layout(
        barmode="overlay", showlegend=bool(few), xaxis={"title": {"text": _meaning(answer)}}
    )


def rates_by_stage(answer: Answer) -> go.Figure:
    """For each stage, one dot a strategy with its range: only dots of one stage can be compared."""
    rows = [row for row in answer.rows if row["n"]]
    return _dots(rows, "name", "rate", "low", "high").update_xaxes(title_text=_meaning(answer))


def offers_by_stage(answer: Answer) -> go.Figure:
    """For each stage, one dot a strategy: the share with an interview afterwards, with its range."""
    figure = _dots(answer.rows, "strategy", "interview_rate", "interview_low", "interview_high")
    return figure.update_xaxes(title_text="had an interview afterwards")


def differences(answer: Answer) -> go.Figure:
    """For each strategy, the difference at the same stage with its range; right of nought is better with it."""
    rows = [row for row in answer.rows if row["difference"] is not None]
    placed = list(enumerate(rows))
    judged = [(place, row) for place, row in placed if row["verdict"]]
    unsure = [(place, row) for place, row in placed if not row["verdict"]]
    figure = go.Figure(
        [
            go.Scatter(_gaps(judged), name="can be judged"),
            go.Scatter(_gaps(unsure), name="too little overlap to judge").update(marker_color=GREY),
        ],
        layout(ROW_HEIGHT * len(rows)),
    )
    widest = max((abs(row[end]) for row in rows for end in ("low", "high")), default=1.0)
    figure.add_vline(x=0, line_color=GREY, line_width=1)
    told = [(place, f"{wording.points(row['difference'])} points") for place, row in placed]
    return told_beside(figure, [label(row["strategy"]) for row in rows], told).update_layout(
        showlegend=bool(unsure), xaxis={"tickformat": "+.0%", "range": [-widest * 1.05, widest * 1.05]}
    )


def thank_you(answer: Answer) -> go.Figure:
    """Two bars with their ranges: interviews with a note within a day, and without one by then."""
    rows = [{"name": row["note"].capitalize(), "replies": row["further"], **row} for row in answer.rows]
    return rates(replace(answer, rows=rows)).update_xaxes(title_text="got further")


def journey(answer: Answer) -> go.Figure:
    """A Sankey diagram of every move."""
    steps = list(dict.fromkeys(step for row in answer.rows for step in (row["source"], row["target"])))
    through = {step: _through(answer.rows, step) for step in steps}
    sankey = go.Sankey(
        node={
            "label": [f"{wording.STEPS[step]}<br>{through[step]:,}" for step in steps],
            "color": [GREY if step in ENDS else BLUE for step in steps],
            "line": {"width": 0},
            "pad": 28,
            "thickness": 12,
            "hovertemplate": "%{label}<extra></extra>",
        },
        textfont={"size": 13},
        link={
            "source": [steps.index(row["source"]) for row in answer.rows],
            "target": [steps.index(row["target"]) for row in answer.rows],
            "value": [row["opportunities"] for row in answer.rows],
            "color": [_see_through(GREY if row["target"] in ENDS else BLUE) for row in answer.rows],
            "hovertemplate": "%{value:,.0f} of %{source.label} to %{target.label}<extra></extra>",
        },
    )
    return go.Figure(sankey, {"height": 420, "margin": {"l": 8, "r": 8, "t": 24, "b": 24}})


def weekly(answer: Answer) -> go.Figure:
    """Stacked bars, one a week, coloured by channel; what is rare is drawn as one."""
    totals: Counter[str] = Counter()
    for row in answer.rows:
        totals[row["channel"]] += row["touches"]
    own = [channel for channel, _ in totals.most_common(MOST_COLOURS)]
    weeks = sorted({row["week"] for row in answer.rows})
    bars = [_week_bars(answer.rows, weeks, [name], name=label(name)) for name in own]
    if rare := [channel for channel in totals if channel not in own]:
        bars.append(_week_bars(answer.rows, weeks, rare, name="All others", marker={"color": GREY}))
    tallest = max(_by_week(answer.rows, weeks, list(totals)), default=0)
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


def label(name: str) -> str:
    """The name of a group as Plotly may show it: a log's own texts can't become links or markup, nor fill the chart."""
    said = wording.name(name)
    return escape(said if len(said) <= wording.LONGEST else f"{said[: wording.LONGEST - 1]}…")


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


def layout(height: int) -> dict[str, Any]:
    """A chart of horizontal marks, so many pixels tall, on an axis of per cents, with room for n at its right."""
    return {
        "height": MARGIN_HEIGHT + height,
        "margin": {"l": 8, "r": 84, "t": 32, "b": 8},
        "xaxis": {"tickformat": ".0%", "range": [0, 1], "dtick": 0.5, "tickangle": 0, "fixedrange": True},
        "yaxis": {"automargin": True, "fixedrange": True, "ticksuffix": " "},
        "legend": {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom"},
        "bargap": 0.45,
    }


def _dots(rows: Sequence[Row], name: str, value: str, low: str, high: str) -> go.Figure:
    """Rows under the headings of their stages; a heading is a tick without a dot."""
    lines: list[tuple[str, Row | None]] = []
    for stage in sorted({row["stage"] for row in rows}, key=stage_order):
        lines.append((f"<b>{label(stage)}</b>", None))
        found = [row for row in rows if row["stage"] == stage]
        lines += [(label(row[name]), row) for row in sorted(found, key=lambda row: -row["n"])]
    placed = [(place, row) for place, (_, row) in enumerate(lines) if row]
    enough, few = _apart(placed)
    marks = [
        go.Scatter(_marks(enough, name, value, low, high), name=ENOUGH),
        go.Scatter(_marks(few, name, value, low, high), name=FEW).update(marker_color=GREY),
    ]
    figure = go.Figure(marks, layout(LINE_HEIGHT * len(lines)))
    return told_beside(figure, [text for text, _ in lines], _of(placed, value)).update_layout(
        showlegend=bool(few), xaxis={"range": [-0.03, 1.03]}
    )


def _meaning(answer: Answer) -> str:
    """What the rates of this answer are rates of."""
    said = f"answered within {answer.parameters['within']} days" if answer.basis == "within" else "answered"
    return f"{said}, like for like" if "expected" in answer.rows[0] else said


def _apart(placed: Placed) -> tuple[Placed, Placed]:
    """Those that can be judged, and those that rest on too few."""
    return [pair for pair in placed if pair[1]["n"] >= LISTED], [
        pair for pair in placed if pair[1]["n"] < LISTED
    ]


def _bars(placed: Placed) -> dict[str, Any]:
    rows = [row for _, row in placed]
    return {
        "x": [row["rate"] or 0 for row in rows],
        "y": [place for place, _ in placed],
        "hovertext": [label(row["name"]) for row in rows],
        "customdata": [[row["name"], row["n"], row["replies"], row["low"], row["high"]] for row in rows],
        "orientation": "h",
        "width": 0.55,
        "error_x": whiskers(rows, "rate", "low", "high"),
        "hovertemplate": (
            "%{hovertext}: %{x:.0%} (range %{customdata[3]:.0%} to %{customdata[4]:.0%})"
            "<br>%{customdata[2]} of %{customdata[1]}<extra></extra>"
        ),
    }


def _marks(placed: Placed, name: str, value: str, low: str, high: str) -> dict[str, Any]:
    rows = [row for _, row in placed]
    return {
        "x": [row[value] or 0 for row in rows],
        "y": [place for place, _ in placed],
        "hovertext": [f"{label(row[name])}, {label(row['stage'])}" for row in rows],
        "customdata": [[row[name], row["stage"], row["n"], row[low], row[high]] for row in rows],
        "mode": "markers",
        "marker": {"size": 9},
        "error_x": whiskers(rows, value, low, high),
        "hovertemplate": (
            "%{hovertext}: %{x:.0%} of %{customdata[2]}"
            " (range %{customdata[3]:.0%} to %{customdata[4]:.0%})<extra></extra>"
        ),
    }


def _gaps(placed: Placed) -> dict[str, Any]:
    rows = [row for _, row in placed]
    return {
        "x": [row["difference"] for row in rows],
        "y": [place for place, _ in placed],
        "hovertext": [label(row["strategy"]) for row in rows],
        "customdata": [
            [row["strategy"], row["n"], row["n_without"], row["low"], row["high"]] for row in rows
        ],
        "mode": "markers",
        "marker": {"size": 10},
        "error_x": whiskers(rows, "difference", "low", "high"),
        "hovertemplate": (
            "%{hovertext}: %{x:+.0%} (range %{customdata[3]:+.0%} to %{customdata[4]:+.0%})"
            "<br>%{customdata[1]} with it, %{customdata[2]} without<extra></extra>"
        ),
    }


def told_beside(figure: go.Figure, names: Sequence[str], told: Sequence[tuple[int, str]]) -> go.Figure:
    """The same figure with a name at the left of each line, and a text in one column at its right."""
    for place, text in told:
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


def _of(placed: Placed, value: str) -> list[tuple[int, str]]:
    return [(place, f"{wording.percent(row[value])}, n {row['n']:,}") for place, row in placed]


def _week_bars(rows: Sequence[Row], weeks: Sequence[str], channels: Sequence[str], **look: Any) -> go.Bar:
    sent = _by_week(rows, weeks, channels)
    return go.Bar(x=weeks, y=sent, customdata=[[week] for week in weeks], **look)


def _by_week(rows: Sequence[Row], weeks: Sequence[str], channels: Sequence[str]) -> list[int]:
    sent: Counter[str] = Counter()
    for row in rows:
        if row["channel"] in channels:
            sent[row["week"]] += row["touches"]
    return [sent[week] for week in weeks]


def _through(rows: Sequence[Row], step: str) -> int:
    arrived = sum(int(row["opportunities"]) for row in rows if row["target"] == step)
    return arrived or sum(int(row["opportunities"]) for row in rows if row["source"] == step)


def _see_through(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.3)"
