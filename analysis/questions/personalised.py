"""Personalised messages against the others, at the same stage and in the same channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from analysis import wording
from analysis.question import Row
from analysis.questions.response import grouped, rate_row, sums_of
from analysis.questions.timing import Days, days_of
from analysis.statistics import gates, planning, rates, strata, survival, verdict
from analysis.statistics.rates import Difference
from analysis.statistics.strata import Stratum
from analysis.statistics.survival import Trials
from analysis.statistics.verdict import Verdict

if TYPE_CHECKING:
    from analysis.answer import Answer

WITH, WITHOUT = "personalised", "not personalised"
Sides = dict[str, list[Row]]


class Compared(NamedTuple):
    """Both sides over the same mix of stages, or of stages and channels, and the difference between them."""

    same_channel: bool
    overlap: float
    rates: tuple[float, float] | None
    difference: Difference


def by_note() -> dict[str, str | None]:
    """What is counted, and nobody chooses: messages, by whether they were noted as personalised."""
    return {"by": "personalised", "split": None, "per": "message"}


def estimate(counts: list[Row], asked: Mapping[str, Any]) -> list[Row]:
    """One row for each side: its plain reply rate, and its rate over the same mix of stages and channels. What the
    comparison says stands in the row of the personalised."""
    sides = dict(grouped(counts, lambda row: str(row["name"])))
    compared = compare(sides, asked) if len(sides) == 2 else None
    return [
        {"name": name, **rate_row(sides[name], asked), **_beside(name, compared)}
        for name in (WITH, WITHOUT)
        if name in sides
    ]


def compare(sides: Sides, asked: Mapping[str, Any]) -> Compared:
    """Mantel-Haenszel within stage and channel; within stage alone where both sides share too few of these."""
    fine = _strata(sides, asked, ("stage", "channel"))
    same_channel = strata.overlap(fine) >= gates.OVERLAP_JUDGED
    tables = fine if same_channel else _strata(sides, asked, ("stage",))
    plain, adjusted = strata.risk_difference(tables), strata.adjusted(tables)
    difference, overlap = strata.cautious(plain, adjusted), strata.overlap(tables)
    if adjusted is None or adjusted.rate1.value is None or adjusted.rate0.value is None:
        return Compared(same_channel, overlap, None, difference)
    return Compared(same_channel, overlap, (adjusted.rate1.value, adjusted.rate0.value), difference)


def _strata(sides: Sides, asked: Mapping[str, Any], alike: tuple[str, ...]) -> list[Stratum]:
    """Replies and messages of both sides in each stratum; silence counts by its maturity, and messages to the same
    people for less than messages to others (both divided by the side's design effect)."""
    everything = [day for side in sides.values() for day in days_of(side)]
    cells = {
        name: dict(grouped(side, lambda row: tuple(row[column] for column in alike)))
        for name, side in sides.items()
    }
    effects = {name: rates.design_effect(sums_of(side)) for name, side in sides.items()}
    trials = {
        (name, cell): _trials(group, asked, everything)
        for name, groups in cells.items()
        for cell, group in groups.items()
    }
    none = Trials(0.0, 0.0)
    return [
        Stratum(
            *(count / effects[WITH] for count in trials.get((WITH, cell), none)),
            *(count / effects[WITHOUT] for count in trials.get((WITHOUT, cell), none)),
        )
        for cell in sorted({cell for groups in cells.values() for cell in groups})
    ]


def _trials(group: list[Row], asked: Mapping[str, Any], like: Days) -> Trials:
    if asked["basis"] == "recorded":
        return Trials(sum(row["replies"] for row in group), sum(row["units"] for row in group))
    return survival.matured(days_of(group), asked["within"], like)


def _beside(name: str, compared: Compared | None) -> Row:
    """What the comparison adds to a side's row: nothing where too little overlaps to show it."""
    row = dict.fromkeys(
        ("fair_rate", "difference", "difference_low", "difference_high", "overlap", "same_channel", "verdict")
    )
    if compared is None:
        return row
    shown = compared.overlap >= gates.OVERLAP_SHOWN
    sides: Row = {"fair_rate": compared.rates[name == WITHOUT] if shown and compared.rates else None}
    if name == WITHOUT:
        return row | sides
    judged = verdict.fair(compared.difference, compared.overlap)
    difference = compared.difference if shown else Difference(None, -1.0, 1.0)
    return (
        row
        | sides
        | {
            "difference": difference.value,
            "difference_low": difference.low if shown else None,
            "difference_high": difference.high if shown else None,
            "overlap": compared.overlap,
            "same_channel": compared.same_channel,
            "verdict": judged.value if judged else None,
        }
    )


def told(answer: Answer) -> str:
    """Whether personalised messages are answered more, at the same stage, and what it would take to know."""
    if len(answer.rows) < 2:
        return _one_side(answer)
    yes, no = answer.rows
    plain = f"{_rate(yes)} of the personalised were answered, {_rate(no)} of the others."
    if yes["difference"] is None:
        return (
            f"{Verdict.TOO_EARLY}: {plain} Hardly any of both were sent at the same stage, so the two can't be "
            "compared fairly yet."
        )
    where = "at the same stage and in the same channel" if yes["same_channel"] else "at the same stage"
    span = f"{wording.points(yes['difference_low'])} to {wording.points(yes['difference_high'])} points"
    fair = f"Compared {where}, the difference is {wording.points(yes['difference'])} points (range {span})."
    return (
        f"{yes['verdict']}: {fair} Plainly counted, {plain[0].lower()}{plain[1:]} {_price(yes, no)}".strip()
    )


def _one_side(answer: Answer) -> str:
    if not answer.rows:
        return (
            "No message in this view says whether it was personalised. Note yes or no with each, and this compares "
            "them."
        )
    [only] = answer.rows
    other = WITHOUT if only["name"] == WITH else WITH
    return (
        f"All {wording.count(only['n'], 'message')} that say so were {only['name']}, answered in "
        f"{_rate(only)}. Without "
        f"some that were {other} there is nothing to compare."
    )


def _rate(row: Row) -> str:
    return f"{wording.percent(row['rate'])} (range {wording.span(row['low'], row['high'])}, n = {row['n']:,})"


def _price(yes: Row, no: Row) -> str:
    """What it would take to know, from as many messages of each as the comparison rests on."""
    if yes["verdict"] == Verdict.CLEAR:
        return "It is a pattern in this log, not proof of a cause: one may write with more care to those one knows."
    if yes["verdict"] == Verdict.SAME:
        return ""
    n = 2 * yes["overlap"]
    more = planning.price([n * yes["fair_rate"], n * no["fair_rate"]], [n, n])
    if more is None:
        return "Small differences can't be told apart in one search, so don't wait for one."
    return f"About {more} more of each would probably tell."
