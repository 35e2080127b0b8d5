"""What came of it: interviews and offers, always per opportunity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from analysis import wording
from analysis.missing_data import ANSWERS
from analysis.question import Row
from analysis.questions.response import stage_order
from analysis.statistics.rates import wilson

if TYPE_CHECKING:
    from analysis.answer import Answer

STEPS = (
    "contacted",
    "applied",
    "answered",
    "interview",
    "final",
    "offer",
    "open",
    "no answer",
    "rejected",
    "withdrawn",
)


def by_strategy_and_stage(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """Interviews and offers that followed, over the opportunities in which a strategy was used at a stage."""
    untold = ANSWERS in asked["untold"]
    rows = [_with_rates(row | {"replies": None} if untold else row) for row in counts]
    return sorted(rows, key=lambda row: (row["strategy"], stage_order(row["stage"])))


def _with_rates(row: Row) -> Row:
    n = row["opportunities"]
    interviews, offers = wilson(row["interviews"], n), wilson(row["offers"], n)
    return {
        "strategy": row["strategy"],
        "stage": row["stage"],
        "touches": row["touches"],
        "replies": row["replies"],
        "n": n,
        "interviews": row["interviews"],
        "interview_rate": interviews.value,
        "interview_low": interviews.low,
        "interview_high": interviews.high,
        "offers": row["offers"],
        "offer_rate": offers.value,
        "offer_low": offers.low,
        "offer_high": offers.high,
    }


def strategy_verdict(answer: Answer) -> str:
    """What was used most, what offers it came before, and why the rows can't be ranked."""
    if not answer.rows:
        return "No touch in this view says what it was for."
    offers = sum(row["offers"] for row in answer.rows)
    warning = (
        "Don't read it as a ranking: a thank-you note can only follow an interview, so it always looks better than a "
        "first letter. Compare within one stage only."
    )
    used = len({row["strategy"] for row in answer.rows})
    return f"You used {wording.count(used, 'kind')} of touch. {_offers(offers)} {warning}"


def _offers(offers: int) -> str:
    return "None has come before an offer yet." if not offers else "What came before each offer stands below."


def journey(counts: list[Row], _asked: Mapping[str, Any]) -> list[Row]:
    """The moves from one step to the next, in the order of the steps."""
    return sorted(counts, key=lambda row: (STEPS.index(row["source"]), STEPS.index(row["target"])))


def journey_verdict(answer: Answer) -> str:
    """How many came how far."""
    reached = _arrivals(answer.rows)
    started = sum(row["opportunities"] for row in answer.rows if row["source"] in ("applied", "contacted"))
    if not started:
        return "No opportunity in this view yet."
    told = [
        f"{reached[step]:,} {said}"
        for step, said in (
            ("answered", "had an answer"),
            ("interview", "reached an interview"),
            ("final", "reached a final round"),
            ("offer", "ended with an offer"),
        )
        if reached.get(step)
    ]
    if not told:
        return f"Of {wording.count(started, 'opportunity')}, none has had an answer yet."
    came = f"Of {wording.count(started, 'opportunity')}, {wording.listed(told)}."
    return f"{came} A rejection later on takes none of these back."


def _arrivals(rows: list[Row]) -> dict[str, int]:
    reached: dict[str, int] = {}
    for row in rows:
        reached[row["target"]] = reached.get(row["target"], 0) + row["opportunities"]
    return reached
