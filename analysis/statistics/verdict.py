"""Estimates in, one of four fixed verdicts out, so that the same evidence always gets the same words."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics import planning, pooling, thresholds
from analysis.statistics.rates import Difference, Rate, Z, wilson

Numbers: TypeAlias = NDArray[np.float64]


class Verdict(StrEnum):
    """How sure a comparison is."""

    TOO_EARLY = "Too early"
    LEANING = "Leaning"
    CLEAR = "Clear so far"
    SAME = "No visible difference"


@dataclass(frozen=True)
class ComparedGroup:
    """One group: its rate as counted, its rate drawn towards the others, and its chance of being the best.

    `p_best` is None for a group with fewer than 5 trials, which is not compared.
    """

    name: str
    counted: Rate
    pooled: Rate
    p_best: float | None


@dataclass(frozen=True)
class Comparison:
    """Groups from the highest pooled rate down, the best of those compared, and the verdict on it.

    `best` and `p_best` are None with fewer than two groups to compare. `more_needed` is how many more in each
    compared group would make a clear best as likely as not ("about 40 more each"). It is None once something
    is clear, with more than 12 groups, and where even 200 would not do: small differences can't be told apart
    in one search.
    """

    groups: tuple[ComparedGroup, ...]
    best: str | None
    p_best: float | None
    verdict: Verdict
    more_needed: int | None


def compare_groups(groups: Sequence[tuple[str, float, float]]) -> Comparison:
    """Judge groups of `(name, replies, n)`; n may be an effective one. The same counts give the same answer.

    The best is the one with the highest pooled rate of those compared: what a table shows highest.
    """
    replies, n = np.array([group[1:] for group in groups], dtype=float).reshape(-1, 2).T
    pool = pooling.fit_pool(replies, n)
    compared = np.flatnonzero(n >= thresholds.MIN_COMPARED)
    if compared.size < 2:
        return Comparison(_compared_groups(groups, pool, {}), None, None, Verdict.TOO_EARLY, None)
    draws = pooling.draw_rates(pool)[:, compared]
    chances = dict(zip(compared.tolist(), pooling.p_best(draws).tolist(), strict=True))
    means = pooling.pooled_means(pool)
    best = max(chances, key=lambda i: float(means[i]))
    verdict = _verdict(
        chances[best], _sameness(pool, draws, compared), float(n[compared].min()), compared.size
    )
    unsettled = (
        verdict in (Verdict.TOO_EARLY, Verdict.LEANING) and compared.size <= thresholds.MAX_GROUPS_PLANNED
    )
    more_needed = planning.more_needed(replies[compared], n[compared]) if unsettled else None
    return Comparison(
        _compared_groups(groups, pool, chances), groups[best][0], chances[best], verdict, more_needed
    )


def _verdict(p_best: float, sameness: float, fewest: float, groups: int) -> Verdict:
    if p_best >= thresholds.clear_p_best(groups) and fewest >= thresholds.MIN_CLEAR:
        return Verdict.CLEAR
    if sameness >= thresholds.SAME_PROBABILITY and fewest >= thresholds.MIN_SAME:
        return Verdict.SAME
    return Verdict.LEANING if p_best >= thresholds.LEANING_P_BEST else Verdict.TOO_EARLY


def _sameness(pool: pooling.Pool, draws: Numbers, among: NDArray[np.intp]) -> float:
    """The probability that the highest and the lowest of the groups compared are practically the same."""
    means = pooling.pooled_means(pool)[among]
    return pooling.difference_within(draws, int(means.argmax()), int(means.argmin()), thresholds.SAME_MARGIN)


def _compared_groups(
    groups: Sequence[tuple[str, float, float]], pool: pooling.Pool, chances: dict[int, float]
) -> tuple[ComparedGroup, ...]:
    pooled = pooling.pooled_rates(pool)
    rows = [
        ComparedGroup(name, wilson(replies, n), pooled[i], chances.get(i))
        for i, (name, replies, n) in enumerate(groups)
    ]
    return tuple(sorted(rows, key=lambda row: -(row.pooled.value or 0.0)))


def judge_difference(difference: Difference, overlap: float) -> Verdict | None:
    """The verdict of a comparison within stages; None where too little overlaps for any.

    "Clear so far" when the 95 % range leaves out no difference, "Leaning" when the 80 % range does,
    "No visible difference" when all of the 95 % range is within five points.
    """
    if overlap < thresholds.MIN_OVERLAP or difference.value is None:
        return None
    if overlap < thresholds.MIN_OVERLAP_JUDGED:
        return Verdict.TOO_EARLY
    if difference.low > 0 or difference.high < 0:
        return Verdict.CLEAR
    if max(-difference.low, difference.high) <= thresholds.SAME_MARGIN:
        return Verdict.SAME
    side = difference.low if difference.value > 0 else difference.high
    towards_zero = (difference.value - side) * 1.2816 / Z
    return Verdict.LEANING if abs(difference.value) > abs(towards_zero) else Verdict.TOO_EARLY


def attribution_level(offers: float) -> Literal["paths", "counts", "index"]:
    """What so many offers support: showing the paths themselves, counts of them, or an index."""
    if offers < thresholds.MIN_OFFERS_COUNTED:
        return "paths"
    return "counts" if offers < thresholds.MIN_OFFERS_CREDITED else "index"
