"""Fair comparisons: done or not done, at the same stage, among those still waiting."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from scipy.special import ndtri

from analysis import wording
from analysis.question import Row
from analysis.statistics import gates, strata
from analysis.statistics.rates import Difference, Z, wilson
from analysis.statistics.strata import Adjusted, Stratum
from analysis.statistics.verdict import Verdict, fair

if TYPE_CHECKING:
    from analysis.answer import Answer

NOT_PROOF = "Still a pattern, not proof: stronger leads may get more attention."

Counts = tuple[int, int]
"""Units, and how many of them reached what was asked about."""


class Compared(NamedTuple):
    """One strategy's strata by stage, and the naive numbers: with it, without it."""

    stages: dict[str, Stratum]
    naive_with: Counts
    naive_without: Counts


def estimate(counts: list[Row], _asked: Mapping[str, Any]) -> list[Row]:
    """One row for each strategy, widest overlap first.

    The verdicts hold for all strategies looked at together: each is judged by a range that is wider the more of them
    are shown (Bonferroni); the range shown is the plain 95 % one.
    """
    found = {
        strategy: (compared, *_difference(compared)) for strategy, compared in comparisons(counts).items()
    }
    together = sum(overlap >= gates.OVERLAP_SHOWN for _, overlap, _, _ in found.values())
    rows = [_row(strategy, *measured, together) for strategy, measured in found.items()]
    return sorted(rows, key=lambda row: (-row["overlap"], row["strategy"]))


def thank_you(counts: list[Row], _asked: Mapping[str, Any]) -> list[Row]:
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
                "note": "within a day" if thanked else "none by then",
                "n": units,
                "further": further,
                "offers": offered,
                "rate": rate.value,
                "low": rate.low,
                "high": rate.high,
            }
        )
    return rows if any(row["n"] for row in rows) else []


def thank_you_verdict(answer: Answer) -> str:
    """The difference within the same round of interviews, and what it is not."""
    if not answer.rows:
        return "No interview can be looked at yet: each needs a date, and time to see what followed."
    sides = {(row["thanked"], row["stage"]): (row["units"], row["further"]) for row in answer.counted}
    stages = sorted({stage for _, stage in sides})
    tables = [_two(sides.get((True, stage), (0, 0)), sides.get((False, stage), (0, 0))) for stage in stages]
    overlap = strata.overlap(tables)
    difference = strata.cautious(strata.risk_difference(tables), strata.adjusted(tables))
    judged = fair(difference, overlap)
    with_note, without = answer.rows
    counted = (
        f"{with_note['further']} of {with_note['n']} interviews with a note within a day led further, "
        f"{without['further']} of {without['n']} without one by then."
    )
    if judged is None or difference.value is None:
        return f"{counted} That is too few of both to compare."
    span = f"{wording.points(difference.value)} points, range {wording.points(difference.low)} to "
    return f"{judged.value}: {counted} In the same round: {span}{wording.points(difference.high)} points. {NOT_PROOF}"


def comparisons(counts: list[Row]) -> dict[str, Compared]:
    """The strata of every strategy, from the counts of those who did it and of all."""
    totals = {
        (row["clock"], row["stage"]): (row["units"], row["reached"])
        for row in counts
        if row["strategy"] is None
    }
    done = {
        (row["strategy"], row["clock"], row["stage"]): (row["units"], row["reached"])
        for row in counts
        if row["strategy"] is not None
    }
    everybody = totals.get(("naive", "ever"), (0, 0))
    strategies = sorted({strategy for strategy, clock, _ in done if clock == "naive"})
    return {
        strategy: Compared(
            stages={
                stage: _stratum(did, totals[clock, stage])
                for (name, clock, stage), did in done.items()
                if name == strategy and clock != "naive"
            },
            naive_with=done[strategy, "naive", "ever"],
            naive_without=_without(done[strategy, "naive", "ever"], everybody),
        )
        for strategy in strategies
    }


def verdict(answer: Answer) -> str:
    """What the fair comparison says of the strategy that can be judged best, and how the naive number misleads."""
    shown = [row for row in answer.rows if row["verdict"]]
    if not shown:
        return (
            "Not enough to compare fairly yet: a follow-up can be judged only where you sometimes did it and "
            "sometimes did not, at the same stage, while still waiting."
        )
    clear = [row for row in shown if row["verdict"] == Verdict.CLEAR]
    if clear:
        return " ".join(sentence(row, answer.parameters["outcome"]) for row in clear)
    return sentence(shown[0], answer.parameters["outcome"])


def sentence(row: Row, outcome: str) -> str:
    """One strategy: naive against fair, the range of the difference, and what it is not."""
    name, reached = wording.name(row["strategy"]), "had an offer" if outcome == "offer" else "got further"
    naive = (
        f"of the opportunities with it {wording.percent(row['naive_with'])} {reached}, "
        f"of the others {wording.percent(row['naive_without'])}"
    )
    span = f"range {wording.points(row['low'])} to {wording.points(row['high'])} points"
    by_stage = f"{wording.points(row['difference'])} points ({span}; overlap {row['overlap']:.0f})"
    if row["verdict"] == Verdict.CLEAR:
        side = "more" if row["difference"] > 0 else "fewer"
        return (
            f"{name}: {Verdict.CLEAR.value.lower()}. At the same stage, among those still waiting, {side} {reached} "
            f"after it: {by_stage}. {NOT_PROOF}"
        )
    if row["verdict"] == Verdict.SAME:
        return f"{name}: no visible difference at the same stage: {by_stage}."
    return (
        f"{name}: {row['verdict'].lower()}. The plain table says: {naive}. That mixes stages. At the same stage, among "
        f"those still waiting, the difference is {by_stage}."
    )


def _difference(compared: Compared) -> tuple[float, Difference, Adjusted | None]:
    tables = list(compared.stages.values())
    adjusted = strata.adjusted(tables)
    return strata.overlap(tables), strata.cautious(strata.risk_difference(tables), adjusted), adjusted


def _row(
    strategy: str,
    compared: Compared,
    overlap: float,
    difference: Difference,
    adjusted: Adjusted | None,
    together: int,
) -> Row:
    judged = fair(_widened(difference, together), overlap)
    shown = overlap >= gates.OVERLAP_SHOWN
    return {
        "strategy": strategy,
        "stages": wording.listed([wording.name(stage) for stage in _shared(compared)])
        if _shared(compared)
        else "",
        "n": int(sum(table.n1 for table in compared.stages.values())),
        "n_without": int(sum(table.n0 for table in compared.stages.values())),
        "naive_with": _share(compared.naive_with),
        "naive_without": _share(compared.naive_without),
        "rate_with": adjusted.rate1.value if shown and adjusted else None,
        "rate_without": adjusted.rate0.value if shown and adjusted else None,
        "difference": difference.value if shown else None,
        "low": difference.low if shown else None,
        "high": difference.high if shown else None,
        "overlap": overlap,
        "verdict": judged.value if judged else None,
    }


def _widened(difference: Difference, together: int) -> Difference:
    """The range that would miss, for any of so many differences together, one time in twenty."""
    if difference.value is None or together < 2:
        return difference
    factor = float(ndtri(1 - 0.025 / together)) / Z
    value = difference.value
    return Difference(
        value, value - (value - difference.low) * factor, value + (difference.high - value) * factor
    )


def _shared(compared: Compared) -> list[str]:
    return [stage for stage, table in compared.stages.items() if table.n1 and table.n0]


def _stratum(did: Counts, everybody: Counts) -> Stratum:
    return Stratum(did[1], did[0], everybody[1] - did[1], everybody[0] - did[0])


def _two(did: Counts, did_not: Counts) -> Stratum:
    return Stratum(did[1], did[0], did_not[1], did_not[0])


def _without(did: Counts, everybody: Counts) -> Counts:
    return everybody[0] - did[0], everybody[1] - did[1]


def _share(counts: Counts) -> float | None:
    units, reached = counts
    return reached / units if units else None
