"""Thank-you notes: whether a note within a day goes with getting further."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import wording
from analysis.charts import rate_bars
from analysis.domains import NUMBER, STAGE_NAMES, YES_NO, one_of
from analysis.question import Column, Question, Row
from analysis.questions import comparison, tip_rules
from analysis.questions.strategies import fair_comparison
from analysis.statistics import strata
from analysis.statistics.rates import wilson
from analysis.statistics.verdict import judge_difference

if TYPE_CHECKING:
    from analysis.answer import Answer

IN_TIME, NONE_BY_THEN = "within a day", "none by then"


def estimate_progress(counts: list[Row], _parameters: Mapping[str, Any]) -> list[Row]:
    """Interviews with a note by the end of the next day, and those without: how many got further, had an offer."""
    rows = []
    for thanked in (True, False):
        units, further, offered = (
            sum(row[column] for row in counts if row["thanked"] is thanked)
            for column in ("units", "further", "offered")
        )
        rate = wilson(further, units)
        rows.append(
            {
                "note": IN_TIME if thanked else NONE_BY_THEN,
                "n": units,
                "further": further,
                "offers": offered,
                "rate": rate.value,
                "low": rate.low,
                "high": rate.high,
            }
        )
    return rows if any(row["n"] for row in rows) else []


def describe_progress(answer: Answer) -> str:
    """The difference within the same round of interviews, and what it is not."""
    if not answer.rows:
        return "No interview can be looked at yet: each needs a date, and time to see what followed."
    sides = {(row["thanked"], row["stage"]): (row["units"], row["further"]) for row in answer.counted}
    stages = sorted({stage for _, stage in sides})
    tables = [
        fair_comparison.build_stratum(sides.get((True, stage), (0, 0)), sides.get((False, stage), (0, 0)))
        for stage in stages
    ]
    contrast = strata.contrast(tables)
    difference, judged = contrast.difference, judge_difference(contrast.difference, contrast.overlap)
    with_note, without = answer.rows
    counted = (
        f"{with_note['further']} of {with_note['n']} interviews with a note within a day led further, "
        f"{without['further']} of {without['n']} without one by then."
    )
    if judged is None or difference.value is None:
        return f"{counted} That is too few of both to compare."
    span = f"range {wording.points(difference.low)} to {wording.points(difference.high)} points"
    same_round = f"In the same round: {wording.points(difference.value)} points, {span}."
    return f"{judged.value}: {counted} {same_round} {comparison.NOT_PROOF}"


def draw_progress(answer: Answer) -> go.Figure:
    """Two bars with their ranges: interviews with a note within a day, and without one by then."""
    rows = [{"name": row["note"].capitalize(), "replies": row["further"], **row} for row in answer.rows]
    return rate_bars.draw_rates(replace(answer, rows=rows)).update_xaxes(title_text="got further")


QUESTION = Question(
    key="thank_you_landmark",
    estimate=estimate_progress,
    verdict=describe_progress,
    figure=draw_progress,
    method=(
        "Every interview that was still undecided at the end of the next day is looked at from then on: with a "
        "thank-you note by then, or without. A later note counts as none, because only those still waiting can "
        "get one. The difference is taken within the same round of interviews. Interviews decided by then, or too "
        "young to judge, are left out. A filter on kinds of follow-up changes nothing here."
    ),
    out_of="interviews still undecided at the end of the next day",
    left_out=("decided before the next day was over", "too young to judge"),
    formulas={"rate": "further ÷ n"},
    columns={
        "note": Column(
            "whether a thank-you note was sent by the end of the next day", one_of((IN_TIME, NONE_BY_THEN))
        ),
        "n": Column("interviews looked at", NUMBER),
        "further": Column(
            "of these, how many led to another interview or an offer in the days after it", NUMBER
        ),
        "offers": Column("how many led to an offer in the days after it", NUMBER),
        "rate": Column("further over n", NUMBER),
        "low": Column("lower end of its 95 % range", NUMBER),
        "high": Column("upper end of its 95 % range", NUMBER),
    },
    counts={"thanked": YES_NO, "stage": STAGE_NAMES},
    defaults={"days": 60},
    bound_values=tip_rules.unset_strategies,
    marks=("note",),
)
