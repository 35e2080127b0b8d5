"""Rates as bars: one a group, with its range."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout
from analysis.question import Row
from analysis.statistics.thresholds import MIN_COMPARED

if TYPE_CHECKING:
    from analysis.answer import Answer

ENOUGH, FEW = f"{MIN_COMPARED} or more", "too few to compare"

Placed: TypeAlias = Sequence[tuple[int, Row]]
"""Rows and the lines on which they are drawn."""


def draw_rates(answer: Answer) -> go.Figure:
    """One bar a group with its 95 % range, the rate and n beside it; groups too small to judge are grey."""
    placed = [
        (place, _show_adjusted(row)) for place, row in enumerate(row for row in answer.rows if row["n"])
    ]
    within = answer.parameters.get("within", 0)
    enough, few = split_by_size(placed)
    bars = [
        go.Bar(_bars(enough, within), name=ENOUGH),
        go.Bar(_bars(few, within), name=FEW, marker={"color": layout.GREY}),
    ]
    texts = size_texts(placed, "rate", within)
    figure = go.Figure(bars, layout.row_layout(layout.ROW_HEIGHT * len(placed)))
    if any(_reach_text(row, within) for _, row in placed):
        figure.update_layout(margin_r=layout.WIDE_LABELS)
    return layout.label_rows(figure, [layout.label(row["name"]) for _, row in placed], texts).update_layout(
        barmode="overlay", showlegend=bool(few), xaxis={"title": {"text": rate_meaning(answer)}}
    )


def _show_adjusted(row: Row) -> Row:
    """In a log of several clients, a bar is the rate within clients, as sentence and order are."""
    if row.get("adjusted") is None:
        return row
    return row | {"rate": row["adjusted"], "low": row["adjusted_low"], "high": row["adjusted_high"]}


def split_by_size(placed: Placed) -> tuple[Placed, Placed]:
    """Those that can be judged, and those that rest on too few: on few messages, or on few that are independent."""
    enough = [pair for pair in placed if is_large(pair[1])]
    return enough, [pair for pair in placed if not is_large(pair[1])]


def is_large(row: Row) -> bool:
    """Whether enough is behind a rate to be compared with others."""
    independent = row.get("effective_n")
    return bool(row["n"] >= MIN_COMPARED and (independent is None or independent >= MIN_COMPARED))


def size_texts(placed: Placed, value: str, within: int = 0) -> list[tuple[int, str]]:
    """The value and n of each row, and the day up to which it is measured where that is before `within`; with the line
    on which they are drawn."""
    return [
        (place, f"{wording.percent(row[value])}, n {row['n']:,}{_reach_text(row, within)}")
        for place, row in placed
    ]


def rate_meaning(answer: Answer) -> str:
    """What the rates of this answer are rates of."""
    text = wording.basis_text(answer.basis, answer.parameters.get("within"))
    if any(row.get("adjusted") is not None for row in answer.rows):
        return f"{text}, within clients"
    return f"{text}, like for like" if answer.question.cells and len(answer.rows) > 1 else text


def _reach_text(row: Row, within: int) -> str:
    reach = wording.reach(row.get("through"), within)
    return f", {reach}" if reach else ""


def _undated_text(row: Row) -> str:
    """How many replies came on an unknown day, behind those of which the day is known."""
    return f", and {row['undated']:,} on an unknown day" if row.get("undated") else ""


def _bars(placed: Placed, within: int) -> dict[str, Any]:
    rows = [row for _, row in placed]
    return {
        "x": [row["rate"] or 0 for row in rows],
        "y": [place for place, _ in placed],
        "hovertext": [layout.label(row["name"]) for row in rows],
        "customdata": [
            [row["name"], row["n"], row["replies"], row["low"], row["high"], aside]
            for row, aside in ((row, _reach_text(row, within) + _undated_text(row)) for row in rows)
        ],
        "orientation": "h",
        "width": 0.55,
        "error_x": layout.whiskers(rows, "rate", "low", "high"),
        "hovertemplate": (
            "%{hovertext}: %{x:.0%} (range %{customdata[3]:.0%} to %{customdata[4]:.0%})"
            "<br>%{customdata[2]} of %{customdata[1]}%{customdata[5]}<extra></extra>"
        ),
    }
