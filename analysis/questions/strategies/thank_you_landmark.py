"""Thank-you notes: whether a note within a day goes with getting further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from analysis import wording
from analysis.charts import rate_bars
from analysis.domains import NUMBER, STAGE_NAMES, YES_NO, one_of
from analysis.question import Column, Question, Row
from analysis.questions import adjusted_rates, differences, tip_rules
from analysis.questions.adjusted_rates import Columns
from analysis.questions.differences import Measured
from analysis.statistics import stratified
from analysis.statistics.rates import wilson

if TYPE_CHECKING:
    from analysis.answer import Answer

IN_TIME, NONE_BY_THEN = "within a day", "none by then"


def estimate_progress(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """Interviews with a note by the end of the next day, and those without: how many got further, had an offer.

    What the comparison says is in the row of those with a note.
    """
    rows = [_side_row(counts, thanked) for thanked in (True, False)]
    if not any(row["n"] for row in rows):
        return []
    compared = differences.list_columns(_compare_notes(parameters["cells"]))
    return [rows[0] | compared, rows[1] | dict.fromkeys(compared)]


def _side_row(counts: list[Row], thanked: bool) -> Row:
    units, further, offered = (
        sum(row[column] for row in counts if row["thanked"] is thanked)
        for column in ("units", "further", "offered")
    )
    rate = wilson(further, units)
    return {
        "note": IN_TIME if thanked else NONE_BY_THEN,
        "n": units,
        "further": further,
        "offers": offered,
        "rate": rate.value,
        "rate_low": rate.low,
        "rate_high": rate.high,
    }


def _compare_notes(cells: Columns) -> Measured:
    """Within the same client, the same round, and among those who had answered by then or not."""
    several = adjusted_rates.has_several_clients(cells)
    found = stratified.cells_of(
        cells["client" if several else "opportunity"],
        adjusted_rates.number_strata(cells, "stage", "answered"),
        cells["thanked"].astype(np.int64),
        cells["further"].astype(float),
        np.ones(cells["further"].size),
    )
    return differences.measure_difference(found, several=several)


def describe_progress(answer: Answer) -> str:
    """The difference within the same round of interviews, and what it is not."""
    if not answer.rows:
        return "No interview can be looked at yet: each needs a date, and time to see what followed."
    with_note, without = answer.rows
    if not with_note["n"] or not without["n"]:
        [only] = [row for row in answer.rows if row["n"]]
        side = "had a note within a day" if only is with_note else "had no note by the end of the next day"
        return (
            f"Nothing to compare: {_count_text(answer, only['n'])} {side}, none the other way. "
            f"{only['further']:,} led further."
        )
    counted = (
        f"{with_note['further']} of {_count_text(answer, with_note['n'])} with a note within a day led further, "
        f"{without['further']} of {without['n']} without one by then."
    )
    if with_note["verdict"] is None:
        return f"{counted} That is too few of both to compare."
    parts = (
        f"{with_note['verdict']}: {counted} In the same round, that is {differences.describe_difference(with_note)}.",
        differences.describe_clients(with_note),
        differences.describe_caution(with_note),
    )
    return " ".join(part for part in parts if part)


def _count_text(answer: Answer, number: int) -> str:
    """Interviews, and phone screens where some are among them: they are no interviews."""
    screens = any(row["stage"] == "screen" for row in answer.counted)
    if not screens:
        return wording.count(number, "interview")
    return f"{number:,} {'interview or phone screen' if number == 1 else 'interviews and phone screens'}"


def draw_progress(answer: Answer) -> go.Figure:
    """Two bars with their ranges: interviews with a note within a day, and without one by then."""
    rows = [
        {
            **row,
            "name": row["note"].capitalize(),
            "replies": row["further"],
            "low": row.get(
                "rate_low", row["low"]
            ),  # what was published before has the range of the rate there
            "high": row.get("rate_high", row["high"]),
        }
        for row in answer.rows
    ]
    return rate_bars.draw_rates(replace(answer, rows=rows)).update_xaxes(title_text="got further")


QUESTION = Question(
    key="thank_you_landmark",
    estimate=estimate_progress,
    verdict=describe_progress,
    figure=draw_progress,
    method=(
        "Every interview or phone screen that was still undecided at the end of the next day is looked at from then "
        "on: with a thank-you note by then, or without. A later note counts as none, because only those still waiting "
        "can get one. Compared are interviews of the same round, and among them those who had written by then, or had "
        "not. Interviews decided by then, or too recent to judge, are left out. "
        + differences.METHOD
        + " A filter on kinds of follow-up changes nothing here."
    ),
    out_of="interviews still undecided at the end of the next day",
    left_out=("decided before the next day was over", "too young to judge"),
    formulas={"rate": "further ÷ n", **differences.FORMULAS},
    columns={
        "note": Column(
            "whether a thank-you note was sent by the end of the next day", one_of((IN_TIME, NONE_BY_THEN))
        ),
        "n": Column("interviews and phone screens looked at", NUMBER),
        "further": Column(
            "of these, how many led to another interview or an offer in the days after it", NUMBER
        ),
        "offers": Column("how many led to an offer in the days after it", NUMBER),
        "rate": Column("further over n", NUMBER),
        "rate_low": Column("lower end of the 95% range of the rate", NUMBER),
        "rate_high": Column("upper end of the 95% range of the rate", NUMBER),
        **differences.DIFFERENCE_COLUMNS,
    },
    counts={"thanked": YES_NO, "stage": STAGE_NAMES},
    cells="interviews",
    defaults={"days": 60},
    bound_values=tip_rules.unset_strategies,
    marks=("note",),
)
