"""Groups compared within strata, so that none is praised for when, where or by whom it was used (Simpson's paradox).

Least squares on indicators of the groups with one level for each stratum: for two groups that is the Mantel-Haenszel
difference, weights n1 n0 / n (Greenland & Robins 1985, Biometrics 41:55). Its variance is robust to clusters: the
scores of a cluster are summed before they are squared (Liang & Zeger 1986, Biometrika 73:13), so neither several
messages to one person nor several searches of one client count as independent.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from analysis.statistics.rates import Difference, Z

Numbers: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.int64]

LEAST = 1e-9
"""What is smaller is nothing but rounding."""

TABLE_PER_LABEL = 8
"""How many times as large as the number of labels a table may be, instead of sorting them."""

DIGITS = 11
"""Digits behind the point that are the same in whichever order numbers are added up."""


@dataclass(frozen=True)
class Cells:
    """Successes `x` of `n` trials by cluster, stratum and arm (0, 1, …), one element a cell; n need not be whole."""

    cluster: Places
    stratum: Places
    arm: Places
    x: Numbers
    n: Numbers

    def choose(self, chosen: NDArray[np.bool_]) -> Cells:
        """Some of the cells."""
        return Cells(
            self.cluster[chosen], self.stratum[chosen], self.arm[chosen], self.x[chosen], self.n[chosen]
        )

    @cached_property
    def pairs(self) -> Pairs:
        """The pairs of a cluster and a stratum that there are."""
        return Pairs.of(self.cluster, self.stratum)

    @cached_property
    def sums(self) -> tuple[Numbers, Numbers]:
        """Successes and trials of each pair, whatever the arm."""
        return self._sum_by_pair(self.x), self._sum_by_pair(self.n)

    def merge(self) -> Cells:
        """The same cells, those of one cluster, stratum and arm added up."""
        arms = int(self.arm.max(initial=0)) + 1
        key = self.pairs.place * arms + self.arm
        place = number_labels(key)
        x, n = (np.bincount(place, weights=column).astype(np.float64) for column in (self.x, self.n))
        own = np.zeros(x.size, dtype=np.int64)
        own[place] = key
        pair = own // arms
        return Cells(self.pairs.cluster[pair], self.pairs.stratum[pair], own % arms, x, n)

    def against_others(self, arm: int) -> Cells:
        """One arm as arm 1, all others together as arm 0: of each cluster and stratum one cell of each."""
        own = self.arm == arm
        x1, n1 = (self._sum_by_pair(np.where(own, column, 0.0)) for column in (self.x, self.n))
        x0, n0 = (total - mine for total, mine in zip(self.sums, (x1, n1), strict=True))
        mine, others = np.flatnonzero(n1 > LEAST), np.flatnonzero(n0 > LEAST)
        pair = np.concatenate([others, mine])
        return Cells(
            self.pairs.cluster[pair],
            self.pairs.stratum[pair],
            np.repeat(np.array([0, 1]), [others.size, mine.size]),
            np.concatenate([np.maximum(x0[others], 0.0), x1[mine]]),
            np.concatenate([n0[others], n1[mine]]),
        )

    def _sum_by_pair(self, column: Numbers) -> Numbers:
        sums = np.bincount(self.pairs.place, weights=column, minlength=self.pairs.cluster.size)
        return sums.astype(np.float64)


class Pairs(NamedTuple):
    """The different pairs of a cluster and a stratum, in order, and for each cell the place of its own among them."""

    cluster: Places
    stratum: Places
    place: Places

    @classmethod
    def of(cls, cluster: Places, stratum: Places) -> Pairs:
        """The pairs of some cells."""
        owner = np.zeros(int(stratum.max(initial=-1)) + 1, dtype=np.int64)
        owner[stratum] = cluster
        nested = bool((owner[stratum] == cluster).all()) and bool((np.diff(owner) >= 0).all())
        place = number_labels(stratum if nested else cluster * owner.size + stratum)
        own, strata = (np.zeros(int(place.max(initial=-1)) + 1, dtype=np.int64) for _ in range(2))
        own[place], strata[place] = cluster, stratum
        return cls(own, strata, place)


@dataclass(frozen=True)
class Contrast:
    """A difference of rates within strata, its standard error and degrees of freedom.

    `overlap`: how much the two meet, the sum of n1 n0 / n over strata: two arms of 20 in one stratum overlap by 10.
    `clusters`: how many contribute.
    """

    value: float | None
    error: float
    freedom: float
    overlap: float
    clusters: int
    rate1: float | None
    rate0: float | None

    @property
    def few(self) -> float:
        """How many times wider a range is for resting on few clusters: Student's t over the normal quantile."""
        return float(stdtrit(self.freedom, 0.975)) / Z

    @property
    def range(self) -> Difference:
        """The difference with its 95 % range; everything is possible where nothing was compared."""
        if self.value is None:
            return Difference(None, -1.0, 1.0)
        half = float(stdtrit(self.freedom, 0.975)) * self.error
        return Difference(self.value, max(-1.0, self.value - half), min(1.0, self.value + half))


NOTHING = Contrast(None, math.inf, 1.0, 0.0, 0, None, None)


@dataclass(frozen=True)
class Spread:
    """A difference seen cluster by cluster: how many contribute, in how many it has the sign of the whole, and the
    standard deviation between them beyond chance (`deviation_between`)."""

    clusters: int
    agreeing: int
    deviation: float


@dataclass(frozen=True)
class AdjustedArm:
    """An arm's rate over the strata of all, as many independent trials as would vary so much, and its difference from
    all others."""

    rate: float | None
    n: float
    difference: float | None


def cells_of(
    cluster: Sequence[object] | NDArray[np.generic],
    stratum: Sequence[object] | NDArray[np.generic],
    arm: NDArray[np.int64] | Sequence[int],
    x: Numbers | Sequence[float],
    n: Numbers | Sequence[float],
) -> Cells:
    """Cells from any labels of clusters and strata. ValueError for impossible counts."""
    successes, trials = np.asarray(x, dtype=float), np.asarray(n, dtype=float)
    if not ((successes >= 0) & (successes <= trials + LEAST)).all():
        raise ValueError("Successes must lie between 0 and the number of trials.")
    return Cells(
        number_labels(cluster), number_labels(stratum), np.asarray(arm, dtype=np.int64), successes, trials
    )


def number_labels(labels: Sequence[object] | NDArray[np.generic]) -> Places:
    """Each different label as a number from 0."""
    if isinstance(labels, np.ndarray):
        return _number_whole(labels) if _are_dense(labels) else np.unique(labels, return_inverse=True)[1]
    places: dict[object, int] = {}
    return np.array([places.setdefault(label, len(places)) for label in labels], dtype=np.int64)


def _are_dense(labels: NDArray[np.generic]) -> bool:
    """Whether labels are whole numbers so small that a table of them costs less than sorting them."""
    if labels.dtype.kind not in "iu" or not labels.size:
        return False
    return bool(labels.min() >= 0 and labels.max() <= TABLE_PER_LABEL * labels.size)


def _number_whole(labels: NDArray[Any]) -> Places:
    """Each different whole number as its place among them, from 0."""
    table = np.zeros(int(labels.max()) + 1, dtype=np.int64)
    table[labels] = 1
    return np.asarray((np.cumsum(table) - 1)[labels])


def compare_two(cells: Cells) -> Contrast:
    """Arm 1 less arm 0 within strata, both rates over the strata as the two overlap (weights n1 n0 / n)."""
    fit = _Fit.of(cells, 2)
    if fit is None:
        return NOTHING
    n1, n0, x1, x0 = fit.n[:, 1], fit.n[:, 0], fit.x[:, 1], fit.x[:, 0]
    weight = n1 * n0 / (n1 + n0)
    overlap = float(weight.sum())
    rate1, rate0 = float(weight @ (x1 / n1)) / overlap, float(weight @ (x0 / n0)) / overlap
    error, freedom, clusters = fit.measure(np.array([-1.0, 1.0]), np.array([rate0, rate1]))
    rate1, rate0 = _settle(rate1), _settle(rate0)
    value, error, freedom, overlap = map(_settle, (rate1 - rate0, error, freedom, overlap))
    return Contrast(value, error, freedom, overlap, clusters, rate1, rate0)


def adjust_arms(cells: Cells, arms: int) -> list[AdjustedArm]:
    """Every arm's rate over the strata in which arms meet, each with as many independent trials as it is worth.

    The variance of an arm is its part of the variance of its difference from all others, which is shared as it would
    be among independent trials: by the number of the others. An arm that shares no stratum with the others has no rate.
    """
    fit = _Fit.of(cells, arms)
    if fit is None:
        return [AdjustedArm(None, 0.0, None)] * arms
    share = fit.n.sum(axis=0) / fit.n.sum()
    rates = np.clip(fit.x.sum() / fit.n.sum() + fit.effect - share @ fit.effect, 0.0, 1.0)
    return [
        _weigh_arm(float(rates[arm]), compare_two(cells.against_others(arm)), fit.n[:, arm].sum(), share[arm])
        if arm in fit.connected
        else AdjustedArm(None, 0.0, None)
        for arm in range(arms)
    ]


def _weigh_arm(rate: float, against_others: Contrast, n: float, share: float) -> AdjustedArm:
    """An arm with as many trials as vary so much, at a rate half a success and half a failure nearer to the middle."""
    shrunk = (rate * n + 0.5) / (n + 1)
    variance = (against_others.error * against_others.few) ** 2 * (1 - share)
    independent = _settle(min(n, shrunk * (1 - shrunk) / variance))
    return AdjustedArm(_settle(rate), independent, against_others.value)


def _settle(number: float) -> float:
    """A number without its last digits, which the order of the rows decides: draws are seeded by such numbers."""
    return round(float(number), DIGITS)


def spread_of(cells: Cells, whole: float) -> Spread:
    """The difference of arm 1 and arm 0 in each cluster that has both in a stratum."""
    pairs = cells.pairs
    n, x = (
        _sum_cells(pairs.place, cells.arm, column, pairs.cluster.size, 2) for column in (cells.n, cells.x)
    )
    met = (n > 0).all(axis=1)
    n, x, owner = n[met], x[met], number_labels(pairs.cluster[met])
    if not met.any():
        return Spread(0, 0, 0.0)
    weight = n[:, 0] * n[:, 1] / n.sum(axis=1)
    total: Numbers = np.bincount(owner, weights=weight).astype(np.float64)
    own = np.bincount(owner, weights=weight * (x[:, 1] / n[:, 1] - x[:, 0] / n[:, 0])) / total
    rate = float(x.sum() / n.sum())
    deviation = deviation_between(own, total, rate * (1 - rate) / total)
    return Spread(own.size, int((own * whole > 0).sum()), _settle(min(1.0, deviation)))


def deviation_between(own: Numbers, weight: Numbers, chance: Numbers) -> float:
    """The standard deviation between clusters of what is seen in each, beyond its variance by chance.

    By the method of moments with any weights (DerSimonian & Kacker 2007, Contemp. Clin. Trials 28:105).
    """
    if own.size < 2:
        return 0.0
    total = weight.sum()
    scattered = weight @ (own - weight @ own / total) ** 2
    by_chance = weight @ chance - weight**2 @ chance / total
    return math.sqrt(max(0.0, float((scattered - by_chance) / (total - weight @ weight / total))))


@dataclass(frozen=True)
class _Fit:
    """The groups' effects by least squares within strata; `n` and `x` have one row a stratum, one column an arm."""

    cells: Cells
    n: Numbers
    x: Numbers

    @classmethod
    def of(cls, cells: Cells, arms: int) -> _Fit | None:
        """The fit over the strata in which at least two arms meet; None where there is none."""
        strata = int(cells.stratum.max(initial=-1)) + 1
        n = _sum_cells(cells.stratum, cells.arm, cells.n, strata, arms)
        met = (n > LEAST).sum(axis=1) > 1
        if not met.any():
            return None
        if met.all() and (cells.n > LEAST).all():
            return cls(cells, n, _sum_cells(cells.stratum, cells.arm, cells.x, strata, arms))
        kept = cells.choose(met[cells.stratum] & (cells.n > LEAST))
        place = np.cumsum(met) - 1
        x = _sum_cells(cells.stratum, cells.arm, cells.x, strata, arms)[met]
        return cls(Cells(kept.cluster, place[kept.stratum], kept.arm, kept.x, kept.n), n[met], x)

    @cached_property
    def share(self) -> Numbers:
        """Each arm's part of its stratum."""
        return np.asarray(self.n / self.n.sum(axis=1, keepdims=True))

    @cached_property
    def crossed(self) -> Numbers:
        """The normal equations: arms against arms, after the strata."""
        return np.asarray(np.diag(self.n.sum(axis=0)) - self.share.T @ self.n)

    @cached_property
    def inverse(self) -> Numbers:
        """Moore and Penrose's inverse of the normal equations, which leave the level of all arms open."""
        return np.asarray(np.linalg.pinv(self.crossed, rcond=1e-9))

    @cached_property
    def effect(self) -> Numbers:
        """The effects, which matter only relative to each other."""
        return np.asarray(
            self.inverse @ (self.x - self.share * self.x.sum(axis=1, keepdims=True)).sum(axis=0)
        )

    @cached_property
    def connected(self) -> list[int]:
        """The arms that can be compared: the largest group of those linked by shared strata."""
        linked = np.linalg.matrix_power((np.abs(self.crossed) > LEAST).astype(float), self.n.shape[1]) > 0
        groups = {tuple(np.flatnonzero(row)) for row in linked if row.any()}
        return [int(arm) for arm in max(groups, key=lambda group: (self.n[:, list(group)].sum(), group))]

    @cached_property
    def scores(self) -> Numbers:
        """One row a cluster: its residuals, after the strata, summed by arm.

        A residual misses the part of itself that its stratum's level has absorbed. Where a stratum holds several
        clusters, it is made larger by that (MacKinnon & White 1985, J. Econometrics 29:305, HC2).
        """
        cells, total = self.cells, self.n.sum(axis=1)
        level = (self.x.sum(axis=1) - self.n @ self.effect) / total
        residual = cells.x - cells.n * (level[cells.stratum] + self.effect[cells.arm])
        some = np.zeros(total.size, dtype=np.int64)
        some[cells.stratum] = cells.cluster
        several = np.bincount(cells.stratum[some[cells.stratum] != cells.cluster], minlength=total.size) > 0
        absorbed = np.where(several, total / np.maximum(total - 1, total / 2), 1.0)
        residual = residual * np.sqrt(absorbed)[cells.stratum]
        clusters = int(cells.cluster.max()) + 1
        own = _sum_cells(cells.cluster, cells.arm, residual, clusters, self.n.shape[1])
        for arm in range(self.n.shape[1]):
            own[:, arm] -= np.bincount(
                cells.cluster, weights=residual * self.share[cells.stratum, arm], minlength=clusters
            )
        return own

    def measure(self, contrast: Numbers, rates: Numbers) -> tuple[float, float, int]:
        """The standard error of a contrast of effects, its degrees of freedom, and how many clusters contribute.

        The error is never smaller than if all trials were independent, at rates half a success and half a failure
        nearer to the middle: where nobody answered, the scores alone would be certain. The degrees of freedom are of
        as many clusters as contribute alike (Carter, Schnepel & Steigerwald 2017, Rev. Econ. Stat. 99:698), less one.
        """
        cells, direction = self.cells, self.inverse @ contrast
        weight = direction[cells.arm] - (self.share @ direction)[cells.stratum]
        leverage = np.bincount(cells.cluster, weights=cells.n * weight**2)
        contributing = int((leverage > LEAST * leverage.sum()).sum())
        few = contributing / (contributing - 1) if contributing > 1 else 1.0
        robust = few * float(((self.scores @ direction) ** 2).sum())
        alike = float(leverage.sum() ** 2 / (leverage**2).sum())
        error = math.sqrt(max(robust, self._independent_variance(weight, rates)))
        return error, max(1.0, alike - 1), contributing

    def _independent_variance(self, weight: Numbers, rates: Numbers) -> float:
        cells = self.cells
        squares = np.bincount(cells.arm, weights=cells.n * weight**2, minlength=rates.size)
        sums = np.bincount(cells.arm, weights=cells.n * np.abs(weight), minlength=rates.size)
        trials = np.divide(sums**2, squares, out=np.zeros_like(sums), where=squares > 0)
        shrunk = (rates * trials + 0.5) / (trials + 1)
        return float(squares @ (shrunk * (1 - shrunk)))


def _sum_cells(row: Places, column: Places, values: Numbers, rows: int, columns: int) -> Numbers:
    sums = np.bincount(row * columns + column, weights=values, minlength=rows * columns)
    return np.asarray(sums.reshape(rows, columns), dtype=float)
