"""The scorecard drawn: how often each strategy was done when it could be."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import plotly.graph_objects as go

from analysis import figures

if TYPE_CHECKING:
    from analysis.answer import Answer


def scorecard(answer: Answer) -> go.Figure | None:
    """One bar for each strategy that was possible, with its range, in the order of the playbook."""
    rows = [
        {**row, "name": row["strategy"], "n": row["possible"], "replies": row["done"]}
        for row in answer.rows
        if row["possible"]
    ]
    if not rows:
        return None
    drawn = figures.rates(replace(answer, rows=rows))
    return drawn.update_xaxes(title_text="done when it was possible")
