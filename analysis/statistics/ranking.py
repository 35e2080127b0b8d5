"""Groups from the highest rate down, with the chance that the first is the best."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics import gates, planning, pooling, thresholds
from analysis.statistics.rates import Rate, wilson
from analysis.statistics.verdict import Verdict

Numbers: TypeAlias = NDArray[np.float64]


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


def compare_groups(groups: Sequence[tuple[str, float, float]], together: int = 1) -> Comparison:
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
    sameness = _sameness(pool, draws, compared)
    verdict = gates.judge_best(chances[best], sameness, float(n[compared].min()), compared.size, together)
    unsettled = (
        verdict in (Verdict.TOO_EARLY, Verdict.LEANING) and compared.size <= thresholds.MAX_GROUPS_PLANNED
    )
    more_needed = planning.more_needed(replies[compared], n[compared]) if unsettled else None
    return Comparison(
        _compared_groups(groups, pool, chances), groups[best][0], chances[best], verdict, more_needed
    )


def smallest_clear_lead(groups: Sequence[tuple[float, float]]) -> float | None:
    """How far above the second of these groups `(replies, n)`, the best first, the first would have to be to be clearly
    the best, with as many trials as it has; None where no lead would do, as below 20 in one of them."""
    replies, n = np.array(groups, dtype=float).T
    if n.min() < thresholds.MIN_CLEAR or not _is_clear(n[0], replies, n):
        return None
    second = float((replies[1:] / n[1:]).max())
    low, high = second * n[0], float(n[0])
    while high - low > 0.25:
        middle = (low + high) / 2
        low, high = (low, middle) if _is_clear(middle, replies, n) else (middle, high)
    return high / float(n[0]) - second


def _is_clear(first: float, replies: Numbers, n: Numbers) -> bool:
    """Whether the first group would be clearly the best with so many replies."""
    draws = pooling.draw_rates(pooling.fit_pool(np.array([first, *replies[1:]]), n))
    return bool(pooling.p_best(draws)[0] >= gates.clear_p_best(n.size))


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
