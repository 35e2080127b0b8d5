"""What followed each strategy: offers, interviews and other steps, always per opportunity."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from analysis import stages, wording
from analysis.charts import outcome_dots, stage_dots
from analysis.charts.outcome_dots import Outcome
from analysis.domains import NUMBER, STAGE_NAMES, STRATEGY_NAMES, UNKNOWN
from analysis.missing_data import STEPS_REACHED, STRATEGY
from analysis.question import Column, Question, Row
from analysis.questions import column_texts, outcome_rates, response_rates, touch_kinds
from analysis.statistics import rates
from analysis.statistics.thresholds import MIN_COMPARED

if TYPE_CHECKING:
    from analysis.answer import Answer

OUTCOMES = ("interviews", "further", "offers")

DRAWN = (Outcome("offers", "offer", "had an offer"), Outcome("further", "further", "got further"))

MOST_NAMED = 3
"""Strategies of one stage that a sentence names; the table has the others."""

FOLLOWED = {"offers": "an offer followed", "further": "another step followed"}
"""What may have come after a strategy, the best first."""

AT_STAGE = {
    "prospect": "Before applying",
    "applied": "After applying",
    "screen": "After a phone screen",
    "interview": "After an interview",
    "final": "After a final round",
}

STAGES_DIFFER = (
    "Compare within one stage only: a thank-you note can only follow an interview, so it always looks better than a "
    "first letter."
)
NOT_CAUSE = "This is what followed, not what it caused."


def bind_by_stage() -> dict[str, str]:
    """What replies are counted by, and nobody chooses: messages of each strategy at each stage."""
    return {"by": "strategy", "split": "stage", "per": "message"}


def estimate_outcomes(counts: list[Row], parameters: Mapping[str, Any]) -> list[Row]:
    """One row for each strategy at each stage: in how many opportunities it was used there, and what came afterwards.

    In the order of the stages; within one, those that offers followed most often first.
    """
    known = response_rates.blank_unknown(counts, parameters, "measured", "replies", "undated")
    return sorted((_outcome_row(row) for row in known), key=_row_order)


def _outcome_row(row: Row) -> Row:
    n = row["opportunities"]
    return {
        **{name: row[name] for name in ("strategy", "stage", "touches", "measured", "replies", "undated")},
        "n": n,
        **outcome_rates.list_rates(row, n, OUTCOMES),
    }


def _row_order(row: Row) -> tuple[Any, ...]:
    shares = (-(row["offer_rate"] or 0), -(row["further_rate"] or 0))
    return stages.stage_order(row["stage"]), *shares, -row["n"], row["strategy"]


def describe_outcomes(answer: Answer) -> str:
    """At the stage at which offers (or other steps) followed most often: how often they followed what was used most."""
    if not answer.rows:
        return "Nothing here says what it was for."
    for outcome, followed in FOLLOWED.items():
        if stage := _find_stage(answer.rows, outcome):
            none = "" if outcome == "offers" else "Nothing you sent has come before an offer yet. "
            listed = _list_text(_list_most_used(answer.rows, stage), outcome)
            differ = STAGES_DIFFER if len({row["stage"] for row in answer.rows}) > 1 else ""
            text = f"{none}{AT_STAGE[stage]}, {followed} in {listed}."
            return " ".join(filter(None, (text, differ, NOT_CAUSE)))
    return _none_text(answer.rows)


def _find_stage(rows: Sequence[Row], outcome: str) -> str | None:
    """The stage at which an outcome followed most often, the latest of several; None where it never did."""
    known = [row for row in rows if row["strategy"] != UNKNOWN and row[outcome]]
    totals = {stage: sum(row[outcome] for row in known if row["stage"] == stage) for stage in AT_STAGE}
    return max(reversed(totals), key=lambda stage: totals[stage]) if any(totals.values()) else None


def _list_most_used(rows: Sequence[Row], stage: str) -> list[Row]:
    """What was used in most opportunities at a stage."""
    there = [row for row in rows if row["stage"] == stage and row["strategy"] != UNKNOWN]
    return sorted(there, key=lambda row: -row["n"])[:MOST_NAMED]


def _none_text(rows: Sequence[Row]) -> str:
    """That nothing followed yet, and how rarely it may after what was used most."""
    none = "Nothing you sent has come before a further step or an offer yet."
    most = max((row for row in rows if row["further"] is not None), key=lambda row: row["n"], default=None)
    if most is None or most["n"] < MIN_COMPARED or most["strategy"] == UNKNOWN:
        return none
    places = wording.count(most["n"], "opportunity")
    top = response_rates.percent(rates.highest_unseen(most["n"]))
    return f"{none} After {places} with {touch_kinds.article_text(most['strategy'])}, a rate above {top} is unlikely."


def _list_text(rows: Sequence[Row], outcome: str) -> str:
    """ "3 of 4 opportunities with a thank-you note and 2 of 3 with a letter"."""
    places = [f"{row[outcome]:,} of {row['n']:,}" for row in rows]
    places[0] = f"{rows[0][outcome]:,} of {wording.count(rows[0]['n'], 'opportunity')}"
    kinds = [touch_kinds.article_text(row["strategy"]) for row in rows]
    return wording.join_words([f"{place} with {kind}" for place, kind in zip(places, kinds, strict=True)])


def draw_outcomes(answer: Answer) -> go.Figure | None:
    """For each stage two dots a strategy, with their ranges: the share with an offer afterwards, and that which got
    further at all."""
    rows = [row for row in answer.rows if row["offer_rate"] is not None]
    if not rows:
        return None
    if any("further_rate" not in row for row in rows):  # what was published before has interviews only
        drawn = stage_dots.draw_dots(rows, "strategy", "interview_rate", "interview_low", "interview_high")
        return drawn.update_xaxes(title_text="had an interview afterwards")
    lines = stage_dots.list_lines(rows, "strategy")
    return outcome_dots.draw_outcomes(lines, ("strategy", "stage"), DRAWN, DRAWN[0]).update_xaxes(
        title_text="of the opportunities where it was used"
    )


QUESTION = Question(
    key="offers_by_strategy",
    requires=(STRATEGY, STEPS_REACHED),
    estimate=estimate_outcomes,
    verdict=describe_outcomes,
    figure=draw_outcomes,
    method=(
        "For each strategy at each stage: the opportunities (a role at a company) in which you used it there, and how "
        "many of them had an offer afterwards, or got further at all: a phone screen, an interview, another round or "
        "an offer. An interview is asked about before the first one only, and an offer implies it. Ranges are Wilson's "
        "95% intervals. This is what followed, not what it caused: stronger leads get more follow-ups."
    ),
    out_of="opportunities in which it was used at this stage",
    left_out=(column_texts.AFTER, "undated"),
    formulas={
        "interview_rate": "interviews ÷ n",
        "further_rate": "further ÷ n",
        "offer_rate": "offers ÷ n",
    },
    columns={
        "strategy": Column("what the activity was for", STRATEGY_NAMES),
        "stage": Column("where the opportunity stood when it was sent", STAGE_NAMES),
        "touches": Column("how many were sent", NUMBER),
        "measured": column_texts.MEASURED,
        "replies": column_texts.ANSWERED,
        "undated": column_texts.RATE["undated"],
        "n": Column("opportunities in which it was used at this stage", NUMBER),
        "interviews": Column(
            "of these, how many had an interview afterwards (an offer implies one); empty from an interview on",
            NUMBER,
        ),
        "interview_rate": Column("interviews over n", NUMBER),
        "interview_low": Column("lower end of its range", NUMBER),
        "interview_high": Column("upper end of its range", NUMBER),
        "further": Column(
            "how many got further afterwards: a phone screen, an interview, another round or an offer; empty once "
            "there was an offer",
            NUMBER,
        ),
        "further_rate": Column("further over n", NUMBER),
        "further_low": Column("lower end of its range", NUMBER),
        "further_high": Column("upper end of its range", NUMBER),
        "offers": Column("how many had an offer afterwards; empty once there was one", NUMBER),
        "offer_rate": Column("offers over n", NUMBER),
        "offer_low": Column("lower end of its range", NUMBER),
        "offer_high": Column("upper end of its range", NUMBER),
    },
    bound_values=bind_by_stage,
    defaults={"within": None, "basis": None},
    overlapping=True,
    marks=("strategy", "stage"),
)
