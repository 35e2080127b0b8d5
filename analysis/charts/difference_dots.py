"""Differences with their ranges, one dot a row; right of nought is better with it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout, rate_bars
from analysis.question import Row
from analysis.statistics.thresholds import MIN_OVERLAP_JUDGED


def draw_differences(rows: Sequence[Row], labels: Sequence[str], mark: str) -> go.Figure | None:
    """Rows with a difference, each with its label and the column that a click on its dot stands for; those that overlap
    too little to be judged are grey. What was published before has no counts of both sides."""
    if not rows:
        return None
    placed = [
        (place, row | {"label": label}) for place, (row, label) in enumerate(zip(rows, labels, strict=True))
    ]
    judged = [(place, row) for place, row in placed if row["overlap"] >= MIN_OVERLAP_JUDGED]
    unsure = [(place, row) for place, row in placed if row["overlap"] < MIN_OVERLAP_JUDGED]
    figure = go.Figure(
        [
            go.Scatter(_dots(judged, mark), name="can be judged"),
            go.Scatter(_dots(unsure, mark), name="too little overlap to judge").update(
                marker_color=layout.GREY
            ),
        ],
        layout.row_layout(layout.ROW_HEIGHT * len(rows)),
    )
    widest = max((abs(row[end]) for row in rows for end in ("low", "high")), default=1.0)
    figure.add_vline(x=0, line_color=layout.GREY, line_width=1)
    texts = [(place, f"{wording.points(row['difference'])} points") for place, row in placed]
    return layout.label_rows(figure, [*labels], texts).update_layout(
        showlegend=bool(unsure), xaxis={"tickformat": "+.0%", "range": [-widest * 1.05, widest * 1.05]}
    )


def _dots(placed: rate_bars.Placed, mark: str) -> dict[str, Any]:
    rows = [row for _, row in placed]
    shown = ("rate_with", "rate_without", "compared", "n_without", "low", "high")
    return {
        "x": [row["difference"] for row in rows],
        "y": [place for place, _ in placed],
        "hovertext": [row["label"] for row in rows],
        "customdata": [[row[mark], *(row.get(name) for name in shown)] for row in rows],
        "mode": "markers",
        "marker": {"size": 10},
        "error_x": layout.whiskers(rows, "difference", "low", "high"),
        "hovertemplate": (
            "%{hovertext}: %{x:+.0%} (range %{customdata[5]:+.0%} to %{customdata[6]:+.0%})"
            "<br>%{customdata[1]:.0%} of %{customdata[3]:,} times, %{customdata[2]:.0%} without it "
            "(%{customdata[4]:,} opportunities)<extra></extra>"
        ),
    }
