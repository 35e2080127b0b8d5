"""Several groups compared within strata, so that none is praised for what it was used for.

Indirect standardisation: in each stratum every trial is expected to succeed as often as all trials there, and a
group's successes are held against the sum of what was expected of it (Breslow & Day 1987, Statistical Methods in
Cancer Research II, ch. 2). Tables have one row a group and one column a stratum; trials need not be whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.seeds import seeded_generator

Numbers: TypeAlias = NDArray[np.float64]
DRAWS = 1999


@dataclass(frozen=True)
class StandardisedGroup:
    """One group: the successes expected of it, and as many successes and trials as it would have among all.

    `successes / n` is the overall rate times observed over expected. `n` is small where few in other groups were
    alike, and 0 where none was: such a group can't be compared.
    """

    expected: float
    successes: float
    n: float


def standardise(successes: Numbers, n: Numbers, rate: float) -> list[StandardisedGroup]:
    """Each group held against all, whose rate is `rate`. ValueError for a table that can't be.

    What is expected of a group counts as far as others stand beside it: the mean of (1 - its part of the stratum),
    over what that would be if every stratum held the same mix. So one stratum gives the plain rates back, and a group
    that fills a stratum alone is not reassured by being compared with itself there.
    """
    _check(successes, n)
    expected = _expected_successes(successes, n)
    own, total = expected.sum(axis=1), float(successes.sum())
    if not total:
        return [StandardisedGroup(0.0, 0.0, float(trials)) for trials in n.sum(axis=1)]
    beside = (expected * (1 - _group_shares(n))).sum(axis=1)
    mixed = own * (1 - own / total)
    compared = own * np.divide(beside, mixed, out=np.zeros_like(own), where=mixed > 1e-9 * total)
    trials = compared / rate
    seen = np.clip(successes.sum(axis=1) - own + compared, 0.0, trials)
    rows = zip(own, seen, trials, strict=True)
    return [StandardisedGroup(float(e), float(x), float(of)) for e, x, of in rows]


def association_statistic(successes: Numbers, n: Numbers) -> float:
    """The statistic of general association of Mantel & Haenszel for several groups.

    (O - E)' V^-1 (O - E), sums over strata with the covariance of hypergeometric draws (Landis, Heyman & Koch 1978,
    Int. Stat. Rev. 46:237). Two groups: Cochran-Mantel-Haenszel without continuity correction.
    """
    _check(successes, n)
    away = successes.sum(axis=1) - _expected_successes(successes, n).sum(axis=1)
    return float(away @ np.linalg.pinv(_covariance(successes.sum(axis=0), n)) @ away)


def association_p_value(successes: Numbers, n: Numbers) -> float:
    """How often chance alone gives groups as different as these, within their strata: `association_statistic` or more.

    Its distribution comes from hypergeometric draws within each stratum, since many cells are small; trials are
    rounded for them. The same counts give the same answer.
    """
    _check(successes, n)
    trials, seen = np.maximum(np.rint(n), successes), successes.sum(axis=0)
    random = seeded_generator("association", successes, trials)
    drawn = sum(
        random.multivariate_hypergeometric(column.astype(int), int(total), size=DRAWS)
        for column, total in zip(trials.T, seen, strict=True)
    )
    expected = _expected_successes(successes, trials).sum(axis=1)
    inverse = np.linalg.pinv(_covariance(seen, trials))
    away = np.vstack([successes.sum(axis=1), drawn]) - expected
    observed, *others = np.einsum("ij,jk,ik->i", away, inverse, away)
    return float((1 + np.count_nonzero(others >= observed - 1e-9)) / (1 + DRAWS))


def _expected_successes(successes: Numbers, n: Numbers) -> Numbers:
    everybody: Numbers = _group_shares(n) * successes.sum(axis=0)
    return everybody


def _group_shares(n: Numbers) -> Numbers:
    """Each group's part of the trials of a stratum."""
    of_all: Numbers = np.divide(n, n.sum(axis=0), out=np.zeros_like(n), where=n.sum(axis=0) > 0)
    return of_all


def _covariance(successes: Numbers, n: Numbers) -> Numbers:
    """Of the groups' sums over strata, where the successes of each stratum fall on its trials by chance."""
    trials, parts = n.sum(axis=0), _group_shares(n)
    several = trials > 1
    spread = np.divide(successes * (trials - successes), trials - 1, out=np.zeros_like(trials), where=several)
    return np.asarray(np.diag(parts @ spread) - (parts * spread) @ parts.T)


def _check(successes: Numbers, n: Numbers) -> None:
    if successes.shape != n.shape or n.ndim != 2 or not ((successes >= 0) & (successes <= n + 1e-9)).all():
        raise ValueError("Each group needs a number of successes between 0 and its n in each stratum.")
