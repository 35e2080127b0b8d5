"""Rates as dots: one a strategy, under the headings of their stages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import plotly.graph_objects as go

from analysis import stages, wording
from analysis.charts import layout, rate_bars
from analysis.question import Row

Line: TypeAlias = tuple[str, Row | None]
"""The text of a line, and its row; a heading has none."""


def draw_dots(rows: Sequence[Row], name: str, value: str, low: str, high: str, within: int = 0) -> go.Figure:
    """Rows under the headings of their stages; a heading is a tick without a dot. Where a rate is measured up to a day
    before `within`, that day stands beside it."""
    lines = list_lines(sorted(rows, key=lambda row: -row["n"]), name)
    placed = [(place, row) for place, (_, row) in enumerate(lines) if row]
    enough, few = rate_bars.split_by_size(placed)
    marks = [
        go.Scatter(_marks(enough, name, value, low, high), name=rate_bars.ENOUGH),
        go.Scatter(_marks(few, name, value, low, high), name=rate_bars.FEW).update(marker_color=layout.GREY),
    ]
    figure = go.Figure(marks, layout.row_layout(layout.LINE_HEIGHT * len(lines)))
    if any(wording.reach(row.get("through"), within) for _, row in placed):
        figure.update_layout(margin_r=layout.WIDE_LABELS)
    return layout.label_rows(
        figure, [text for text, _ in lines], rate_bars.size_texts(placed, value, within)
    ).update_layout(showlegend=bool(few), xaxis={"range": layout.SHARE_RANGE})


def list_lines(rows: Sequence[Row], name: str) -> list[Line]:
    """The lines from top to bottom: each stage's heading, then its rows in their order."""
    lines: list[Line] = []
    for stage in sorted({row["stage"] for row in rows}, key=stages.stage_order):
        lines.append((f"<b>{layout.label(stage)}</b>", None))
        lines += [(layout.label(row[name]), row) for row in rows if row["stage"] == stage]
    return lines


def _marks(placed: rate_bars.Placed, name: str, value: str, low: str, high: str) -> dict[str, Any]:
    rows = [row for _, row in placed]
    return {
        "x": [row[value] or 0 for row in rows],
        "y": [place for place, _ in placed],
        "hovertext": [f"{layout.label(row[name])}, {layout.label(row['stage'])}" for row in rows],
        "customdata": [[row[name], row["stage"], row["n"], row[low], row[high]] for row in rows],
        "mode": "markers",
        "marker": {"size": 9},
        "error_x": layout.whiskers(rows, value, low, high),
        "hovertemplate": (
            "%{hovertext}: %{x:.0%} of %{customdata[2]}"
            " (range %{customdata[3]:.0%} to %{customdata[4]:.0%})<extra></extra>"
        ),
    }
