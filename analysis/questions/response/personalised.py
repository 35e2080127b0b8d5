"""Personalised messages against the others, at the same stage and in the same channel."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import plotly.graph_objects as go

from analysis import wording
from analysis.basis import SO_FAR
from analysis.charts import layout
from analysis.domains import CHANNEL_NAMES, NUMBER, STAGE_NAMES, YES_NO, one_of
from analysis.missing_data import ANSWERS, DAYS
from analysis.question import Column, Question, Row
from analysis.questions import adjusted_rates, column_texts, comparison, differences, response_rates
from analysis.questions.adjusted_rates import Columns
from analysis.questions.differences import Measured
from analysis.statistics import planning, thresholds
from analysis.statistics.verdict import Verdict

if TYPE_CHECKING:
    from analysis.answer import Answer

T = TypeVar("T")

WITH, WITHOUT = "personalised", "not personalised"

RANGE_NAMES = {"low": "difference_low", "high": "difference_high"}
"""What the ends of the difference's range are called here, apart from those of the rate."""

PERSONALISED_ARM = 1
"""Arms are in the order of their names: "not personalised", "personalised", "unknown"."""


def _rename_range(columns: Mapping[str, T]) -> dict[str, T]:
    """The columns of a difference under the names that they have here."""
    return {RANGE_NAMES.get(name, name): value for name, value in columns.items()}


DIFFERENCE_COLUMNS = _rename_range(differences.DIFFERENCE_COLUMNS)
NOT_COMPARED: Row = dict.fromkeys(("fair_rate", "same_channel", *DIFFERENCE_COLUMNS))


def bind_by_note() -> dict[str, str | None]:
    """What is counted, and nobody chooses: messages, by whether they were noted as personalised."""
    return {"by": "personalised", "split": None, "per": "message"}


def estimate_difference(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each side: its raw reply rate, and its rate over the same mix of stages and channels. What the
    comparison says is in the row of the personalised."""
    sides = response_rates.group_by_name(counts)
    rows = [
        {"name": name, **response_rates.estimate_rate(sides[name], parameters), **NOT_COMPARED}
        for name in (WITH, WITHOUT)
        if name in sides
    ]
    if len(sides) == 2 and parameters["basis"] != SO_FAR:
        same_channel, measured = compare_sides(counts, parameters)
        shown, contrast = measured.is_shown, measured.contrast
        rows[0] |= {"fair_rate": contrast.rate1 if shown else None, "same_channel": same_channel}
        rows[0] |= _rename_range(differences.list_columns(measured))
        rows[1] |= {"fair_rate": contrast.rate0 if shown else None}
    return rows


def compare_sides(counts: list[Row], parameters: Mapping[str, Any]) -> tuple[bool, Measured]:
    """Within client, stage and channel; within client and stage alone where both sides share too few of these."""
    columns = _choose_noted(parameters["cells"])
    several = adjusted_rates.has_several_clients(columns)
    for alike in (("stage", "channel"), ("stage",)):
        cells = adjusted_rates.build_cells(columns, counts, parameters, *alike).against_others(
            PERSONALISED_ARM
        )
        measured = differences.measure_difference(cells, several=several)
        if measured.contrast.overlap >= thresholds.MIN_OVERLAP_JUDGED:
            break
    return "channel" in alike, measured


def _choose_noted(columns: Columns) -> Columns:
    """The cases of messages with a note either way; those without one come last by name, and are neither."""
    noted = columns["arm"] <= PERSONALISED_ARM
    return {name: column[noted] for name, column in columns.items()}


def describe_difference(answer: Answer) -> str:
    """Whether personalised messages are answered more, at the same stage, and what it would take to know."""
    if len(answer.rows) < 2:
        return _one_side_text(answer)
    yes, no = answer.rows
    if answer.basis == SO_FAR:
        return (
            f"Replies so far: {response_rates.describe_so_far(yes)} of the personalised messages and "
            f"{response_rates.describe_so_far(no)} of the others. {comparison.NOT_COMPARED}"
        )
    within = answer.parameters["within"]
    with_note, without = (response_rates.describe_rate(row, within) for row in (yes, no))
    raw = f"{with_note} of the personalised were answered, {without} of the others."
    if yes["difference"] is None:
        return (
            f"{Verdict.TOO_EARLY}: {raw} Too few of both were sent at the same stage, so they can't be compared "
            "fairly yet."
        )
    parts = (
        _difference_text(yes),
        f"Without comparing like with like, {raw}",
        differences.describe_clients(yes),
        _price_text(yes, no),
        response_rates.explain_counts(answer),
    )
    return " ".join(part for part in parts if part)


def _difference_text(yes: Row) -> str:
    """How sure it is, what was alike, and the difference with its range."""
    where = "at the same stage and in the same channel" if yes["same_channel"] else "at the same stage"
    own = {**yes, **{name: yes[here] for name, here in RANGE_NAMES.items()}}
    got = "personalised messages got" if differences.is_visible(own) else "there is"
    return f"{yes['verdict']}: compared {where}, {got} {differences.describe_difference(own)}."


def _one_side_text(answer: Answer) -> str:
    if not answer.rows:
        return (
            "No message in this view says whether it was personalised. Note yes or no with each, and this compares "
            "them."
        )
    [only] = answer.rows
    other = WITHOUT if only["name"] == WITH else WITH
    return (
        f"All {wording.count(only['n'], 'message')} marked either way were {only['name']}, and "
        f"{response_rates.describe_rate(only, answer.parameters['within'])} were answered. Without some that were "
        f"{other} there is nothing to compare."
    )


def _price_text(yes: Row, no: Row) -> str:
    """What it would take to know, from as many messages of each as the comparison rests on."""
    if yes["verdict"] == Verdict.CLEAR:
        return "It's a pattern, not proof: messages to people you know may be written with more care."
    if yes["verdict"] == Verdict.SAME:
        return ""
    n = 2 * yes["overlap"]
    return comparison.describe_price(_more_needed(n * yes["fair_rate"], n * no["fair_rate"], n))


@lru_cache(maxsize=200)
def _more_needed(with_note: float, without: float, n: float) -> int | None:
    """How many more of each it would take to know: its futures are drawn once, however often the verdict is read."""
    return planning.more_needed([with_note, without], [n, n])


def draw_both_rates(answer: Answer) -> go.Figure:
    """Both raw rates with their ranges, and beside them as they are over the same mix of stages and channels."""
    rows = answer.rows
    plain = go.Scatter(
        x=[row["rate"] for row in rows],
        y=list(range(len(rows))),
        name="raw",
        mode="markers",
        marker={"size": 11},
        error_x=layout.whiskers(rows, "rate", "low", "high"),
        hovertemplate="%{x:.0%}<extra>raw</extra>",
    )
    fair = go.Scatter(
        x=[row["fair_rate"] for row in rows],
        y=[place + 0.25 for place in range(len(rows))],
        name="adjusted",
        mode="markers",
        marker={"size": 11, "symbol": "diamond"},
        hovertemplate="%{x:.0%}<extra>adjusted</extra>",
    )
    texts = [f"{wording.percent(row['rate'])} of {row['n']:,}" for row in rows]
    figure = go.Figure([plain, fair], layout.row_layout(layout.ROW_HEIGHT * 2 * len(rows)))
    return layout.name_rows(figure, rows, texts, "name").update_xaxes(range=layout.SHARE_RANGE)


QUESTION = Question(
    key="personalised",
    requires=(ANSWERS, DAYS),
    estimate=estimate_difference,
    verdict=describe_difference,
    figure=draw_both_rates,
    method=(
        "Messages noted as personalised against those noted as not, at the same stage and in the same channel "
        "of the same client; at the same stage only, where both share too few channels. Messages too recent to judge "
        "count as far as they have matured. Messages without a note are left out. "
        + differences.METHOD
        + " "
        + column_texts.RESPONSE_METHOD
    ),
    out_of="messages noted as personalised, or as not",
    left_out=(*column_texts.LEFT_OUT, "not noted whether it was personalised"),
    formulas={**column_texts.RATE_FORMULAS, **differences.FORMULAS},
    columns={
        "name": Column("personalised or not", one_of((WITH, WITHOUT))),
        **column_texts.RATE,
        "fair_rate": Column("the rate over the same mix of stages and channels", NUMBER),
        "same_channel": Column("whether channels are compared like with like too", YES_NO),
        **DIFFERENCE_COLUMNS,
    },
    counts={"stage": STAGE_NAMES, "channel": CHANNEL_NAMES},
    defaults={"within": None, "basis": None},
    cells="units",
    bound_values=bind_by_note,
    marks=("name",),
)
