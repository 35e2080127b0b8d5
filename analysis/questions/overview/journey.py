"""The journey: how far each opportunity came."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import layout
from analysis.domains import NUMBER, one_of
from analysis.missing_data import ANSWERS
from analysis.question import Column, Question, Row

if TYPE_CHECKING:
    from analysis.answer import Answer

STEPS = (
    "unsent",
    "contacted",
    "applied",
    "answered",
    "screen",
    "interview",
    "final",
    "offer",
    "open",
    "no answer",
    "unknown",
    "rejected",
    "withdrawn",
)

STARTS = ("unsent", "contacted", "applied")
"""Where a journey can begin: where nothing was sent, only its later steps are known, as from a calendar."""

ENDS = ("open", "no answer", "unknown", "rejected", "withdrawn")


def estimate_moves(counts: list[Row], _parameters: Mapping[str, Any]) -> list[Row]:
    """The moves from one step to the next, in the order of the steps."""
    return sorted(counts, key=lambda row: (STEPS.index(row["source"]), STEPS.index(row["target"])))


def describe_moves(answer: Answer) -> str:
    """How many came how far."""
    reached = _count_arrivals(answer.rows)
    started = sum(row["opportunities"] for row in answer.rows if row["source"] in STARTS)
    if not started:
        return "No opportunity in this view yet."
    arrivals = [
        f"{reached[step]:,} {text}"
        for step, text in (
            ("answered", "had an answer"),
            ("screen", "had a phone screen or a test"),
            ("interview", "reached an interview"),
            ("final", "reached a final round"),
            ("offer", "ended with an offer"),
        )
        if reached.get(step)
    ]
    if not arrivals:
        return f"Of {wording.count(started, 'opportunity')}, none has had an answer yet."
    came = f"Of {wording.count(started, 'opportunity')}, {wording.join_words(arrivals)}."
    return f"{came} Later rejections don't change these counts."


def _count_arrivals(rows: list[Row]) -> dict[str, int]:
    reached: dict[str, int] = {}
    for row in rows:
        reached[row["target"]] = reached.get(row["target"], 0) + row["opportunities"]
    return reached


def draw_moves(answer: Answer) -> go.Figure:
    """A Sankey diagram of every move."""
    steps = list(dict.fromkeys(step for row in answer.rows for step in (row["source"], row["target"])))
    through = {step: _count_through(answer.rows, step) for step in steps}
    sankey = go.Sankey(
        node={
            "label": [f"{wording.STEP_LABELS[step]}<br>{through[step]:,}" for step in steps],
            "color": [layout.GREY if step in ENDS else layout.BLUE for step in steps],
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
            "color": [_fade(layout.GREY if row["target"] in ENDS else layout.BLUE) for row in answer.rows],
            "hovertemplate": "%{value:,.0f} of %{source.label} to %{target.label}<extra></extra>",
        },
    )
    return go.Figure(sankey, {"height": 420, "margin": {"l": 8, "r": 8, "t": 24, "b": 24}})


def _count_through(rows: Sequence[Row], step: str) -> int:
    arrived = sum(int(row["opportunities"]) for row in rows if row["target"] == step)
    return arrived or sum(int(row["opportunities"]) for row in rows if row["source"] == step)


def _fade(colour: str) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.3)"


QUESTION = Question(
    key="journey",
    requires=(ANSWERS,),
    estimate=estimate_moves,
    verdict=describe_moves,
    figure=draw_moves,
    method="Each opportunity is followed through everything it ever reached, then to where it stands.",
    out_of="nothing: these are counts of opportunities",
    columns={
        "source": Column("a step", one_of(STEPS)),
        "target": Column("the next step that was reached, or how it ended", one_of(STEPS)),
        "opportunities": Column("how many opportunities made this move", NUMBER),
    },
    marks=("source", "target"),
    number="opportunities",
)
