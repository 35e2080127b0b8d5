"""Successes out of trials in, a rate with its 95 % range out."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy.special import ndtri, stdtrit

Z = float(ndtri(0.975))


@dataclass(frozen=True)
class Rate:
    """A share and its 95 % range.

    `n` is the number of independent trials that the range rests on; it need not be whole.
    Where nothing was tried, `value` is None and the range is everything, 0 to 1.
    """

    n: float
    value: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Difference:
    """A difference of two shares and its 95 % range; `value` is None where a side was never tried."""

    value: float | None
    low: float
    high: float


UNKNOWN = Rate(0.0, None, 0.0, 1.0)


def wilson(successes: float, n: float) -> Rate:
    """The Wilson score interval, recommended for small n by Brown, Cai & DasGupta (2001, Stat. Sci. 16:101).

    `n` may be an effective number of trials. ValueError unless 0 <= successes <= n.
    """
    _check(successes, n)
    if n == 0:
        return UNKNOWN
    share, weight = successes / n, Z * Z / n
    centre = (share + weight / 2) / (1 + weight)
    half = math.sqrt(share * (1 - share) * weight + weight * weight / 4) / (1 + weight)
    low = 0.0 if successes == 0 else centre - half
    high = 1.0 if successes == n else centre + half
    return Rate(float(n), float(share), float(low), float(high))


def shrink_n(rate: Rate, part: float) -> Rate:
    """A rate whose range rests on a part of its n; the rate itself where it is unknown, or the part is all of it."""
    if rate.value is None or part >= 1:
        return rate
    return wilson(rate.value * rate.n * part, rate.n * part)


@dataclass(frozen=True)
class ClusterSums:
    """What one query sums over clusters (people, threads or clients) of m touches and y replies each."""

    clusters: float
    m: float
    y: float
    mm: float
    my: float
    yy: float


def design_effect(sums: ClusterSums) -> float:
    """How many times more the rate varies than it would if touches within a cluster were independent.

    Between-cluster (Taylor) variance over binomial variance, never below 1. It is 1 where the clusters cannot
    show otherwise: every cluster holds one touch, or no touch or every touch was answered. A single larger
    cluster counts as one trial.
    """
    share = sums.y / sums.m
    if sums.mm == sums.m or share in (0.0, 1.0):
        return 1.0
    if sums.clusters == 1:
        return sums.m
    squares = sums.yy - 2 * share * sums.my + share * share * sums.mm
    between = sums.clusters / (sums.clusters - 1) * squares / sums.m**2
    return max(1.0, between / (share * (1 - share) / sums.m))


def clustered_rate(sums: ClusterSums) -> Rate:
    """Wilson on the effective number of touches, as in Korn & Graubard (1998, Survey Methodology 24:193).

    The effective number is m / design effect, and smaller still by a t-quantile when clusters are few.
    Clusters of one touch each give exactly `wilson(y, m)`; a single larger cluster counts as one trial.
    """
    if sums.m == 0 or sums.mm == sums.m:
        return wilson(sums.y, sums.m)
    effective = 1.0
    if sums.clusters > 1:
        few_clusters = float(stdtrit(sums.clusters - 1, 0.975)) / Z
        effective = sums.m / design_effect(sums) / few_clusters**2
    return wilson(sums.y / sums.m * effective, effective)


def highest_unseen(n: int) -> float:
    """The rate at which nothing is seen in n trials in 5 of 100 cases: 1 − 0.05^(1/n). A higher one would show."""
    return float(1 - 0.05 ** (1 / n))


def difference(x1: float, n1: float, x0: float, n0: float) -> Difference:
    """The score interval for x1/n1 - x0/n0: Miettinen & Nurminen (1985, Stat. Med. 4:213).

    Written out because statsmodels 0.15 has a slip in the paper's cubic (its issue 10269) and stops with an
    error where a side is 0 % or 100 %.
    """
    _check(x1, n1)
    _check(x0, n0)
    if n1 == 0 or n0 == 0:
        return Difference(None, -1.0, 1.0)
    observed = x1 / n1 - x0 / n0

    def too_far(delta: float) -> bool:
        return abs(_score(x1, n1, x0, n0, delta)) > Z

    return Difference(
        float(observed), _find_limit(too_far, observed, -1.0), _find_limit(too_far, observed, 1.0)
    )


def _score(x1: float, n1: float, x0: float, n0: float, delta: float) -> float:
    """How many standard errors the difference seen is from `delta`, at the likeliest rates with it."""
    gap = x1 / n1 - x0 / n0 - delta
    p0 = _most_likely_p0(x1, n1, x0, n0, delta)
    p1 = min(1.0, max(0.0, p0 + delta))
    variance = (p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0) * (n1 + n0) / (n1 + n0 - 1)
    return gap / math.sqrt(variance) if variance > 0 else math.copysign(math.inf, gap)


def _most_likely_p0(x1: float, n1: float, x0: float, n0: float, delta: float) -> float:
    """The maximum-likelihood p0 when p1 = p0 + delta: the middle root of the paper's cubic."""
    n = n1 + n0
    c2 = ((n1 + 2 * n0) * delta - n - x1 - x0) / (3 * n)
    c1 = ((n0 * delta - n - 2 * x0) * delta + x1 + x0) / n
    c0 = x0 * delta * (1 - delta) / n
    q = c2**3 - c1 * c2 / 2 + c0 / 2
    p = math.copysign(math.sqrt(max(0.0, c2 * c2 - c1 / 3)), q)
    turn = (math.pi + math.acos(min(1.0, max(-1.0, q / p**3)))) / 3 if p else math.pi / 2
    return min(1.0, 1.0 - delta, max(0.0, -delta, 2 * p * math.cos(turn) - c2))


def _find_limit(too_far: Callable[[float], bool], inside: float, outside: float) -> float:
    """Where `too_far` turns true between `inside` and `outside`, by bisection to the last bit."""
    for _ in range(60):
        middle = (inside + outside) / 2
        inside, outside = (inside, middle) if too_far(middle) else (middle, outside)
    return float(outside)


def _check(successes: float, n: float) -> None:
    if not 0 <= successes <= n:
        raise ValueError(f"{successes} successes out of {n} trials is not possible.")
