"""From estimates to one of four fixed verdicts, so that the same evidence always gets the same words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics import gates, planning, pooling
from analysis.statistics.rates import Difference, Rate, Z, wilson

Numbers: TypeAlias = NDArray[np.float64]


class Verdict(StrEnum):
    """What may be said."""

    TOO_EARLY = "Too early"
    LEANING = "Leaning"
    CLEAR = "Clear so far"
    SAME = "No visible difference"


@dataclass(frozen=True)
class Row:
    """One group: its rate as counted, its rate drawn towards the others, and its chance of being the best.

    `p_best` is None for a group with fewer than 5 trials: it is listed and not compared.
    """

    name: str
    counted: Rate
    pooled: Rate
    p_best: float | None


@dataclass(frozen=True)
class Comparison:
    """Rows from the highest pooled rate down, the best of those compared, and what may be said about it.

    `best` and `p_best` are None with fewer than two groups to compare. `price` is how many more in each
    compared group would make a clear best as likely as not ("about 40 more each"). It is None once something
    is clear, with more than 12 groups, and where even 200 would not do: small differences can't be told apart
    in one search.
    """

    rows: tuple[Row, ...]
    best: str | None
    p_best: float | None
    verdict: Verdict
    price: int | None


def compare(groups: Sequence[tuple[str, float, float]]) -> Comparison:
    """Judge groups of `(name, replies, n)`; n may be matured trials. The same counts give the same answer."""
    replies, n = np.array([group[1:] for group in groups], dtype=float).reshape(-1, 2).T
    pool = pooling.pool(replies, n)
    among = np.flatnonzero(n >= gates.LISTED)
    if among.size < 2:
        return Comparison(_rows(groups, pool, {}), None, None, Verdict.TOO_EARLY, None)
    draws = pooling.draws(pool)[:, among]
    chances = dict(zip(among.tolist(), pooling.p_best(draws).tolist(), strict=True))
    best = max(chances, key=lambda i: chances[i])
    verdict = _verdict(chances[best], _sameness(pool, draws, among), float(n[among].min()), among.size)
    open_question = verdict in (Verdict.TOO_EARLY, Verdict.LEANING) and among.size <= gates.PRICED
    price = planning.price(replies[among], n[among]) if open_question else None
    return Comparison(_rows(groups, pool, chances), groups[best][0], chances[best], verdict, price)


def _verdict(p_best: float, sameness: float, fewest: float, groups: int) -> Verdict:
    if p_best >= gates.clear(groups) and fewest >= gates.ENOUGH:
        return Verdict.CLEAR
    if sameness >= gates.SURE_SAME and fewest >= gates.ENOUGH_SAME:
        return Verdict.SAME
    return Verdict.LEANING if p_best >= gates.LEANING else Verdict.TOO_EARLY


def _sameness(pool: pooling.Pool, draws: Numbers, among: NDArray[np.intp]) -> float:
    """The probability that the highest and the lowest of the groups compared are practically the same."""
    means = pooling.means(pool)[among]
    return pooling.difference_within(draws, int(means.argmax()), int(means.argmin()), gates.SAME)


def _rows(
    groups: Sequence[tuple[str, float, float]], pool: pooling.Pool, chances: dict[int, float]
) -> tuple[Row, ...]:
    pooled = pooling.rates(pool)
    rows = [
        Row(name, wilson(replies, n), pooled[i], chances.get(i))
        for i, (name, replies, n) in enumerate(groups)
    ]
    return tuple(sorted(rows, key=lambda row: -(row.pooled.value or 0.0)))


def fair(difference: Difference, overlap: float) -> Verdict | None:
    """The verdict of a comparison within stages; None where too little overlaps to show one at all.

    "Clear so far" when the 95 % range leaves out no difference, "Leaning" when the 80 % range does,
    "No visible difference" when all of the 95 % range is within five points.
    """
    if overlap < gates.OVERLAP_SHOWN or difference.value is None:
        return None
    if overlap < gates.OVERLAP_JUDGED:
        return Verdict.TOO_EARLY
    if difference.low > 0 or difference.high < 0:
        return Verdict.CLEAR
    if max(-difference.low, difference.high) <= gates.SAME:
        return Verdict.SAME
    side = difference.low if difference.value > 0 else difference.high
    towards_zero = (difference.value - side) * 1.2816 / Z
    return Verdict.LEANING if abs(difference.value) > abs(towards_zero) else Verdict.TOO_EARLY


def credit(offers: float, low: float) -> Verdict:
    """The verdict on one strategy's credit index, from the lower end of its 95 % range."""
    return Verdict.CLEAR if offers >= gates.OFFERS_CREDITED and low > 1 else Verdict.TOO_EARLY


def attribution(offers: float) -> Literal["paths", "counts", "index"]:
    """How much may be said about what led to offers: the paths themselves, counts of them, or an index."""
    if offers < gates.OFFERS_COUNTED:
        return "paths"
    return "counts" if offers < gates.OFFERS_CREDITED else "index"
