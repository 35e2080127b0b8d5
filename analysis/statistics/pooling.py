"""Several groups' counts in, rates that learn from each other out (partial pooling).

y_i ~ Binomial(n_i, p_i), p_i ~ Beta(mu M, (1 - mu) M), mu ~ Beta(1, 4), density of M = 10 / (10 + M)^2 on
[0.5, 2000]: a group with little data is drawn towards the others, which takes the place of corrections for
many comparisons (Gelman, Hill & Yajima 2012, J. Res. Educ. Eff. 5:189). Summed on a grid, so there is nothing
to converge. n_i need not be whole: matured trials do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv, betaln, expit, logit

from analysis.statistics.rates import Rate
from analysis.statistics.seeds import seeded_generator

Numbers: TypeAlias = NDArray[np.float64]
Box: TypeAlias = tuple[float, float, float, float]

EVERYWHERE: Box = (0.0, 1.0, float(np.log(0.5)), float(np.log(2000)))
COARSE, FINE = (24, 16), (40, 24)
"""Points of the grid: while the posterior is located, and once it is."""

NEGLIGIBLE = 1e-8
TAIL = 0.025
"""What lies below a range, and above it."""


@dataclass(frozen=True)
class Pool:
    """The posterior: group i is a mixture, by `weight`, of Beta(a + replies_i, b + n_i - replies_i)."""

    replies: Numbers
    n: Numbers
    a: Numbers
    b: Numbers
    weight: Numbers


def fit_pool(replies: Sequence[float] | Numbers, n: Sequence[float] | Numbers) -> Pool:
    """The posterior of groups with these counts. ValueError unless 0 <= replies <= n in each."""
    x, trials = np.asarray(replies, dtype=float), np.asarray(n, dtype=float)
    if x.shape != trials.shape or not ((x >= 0) & (x <= trials)).all():
        raise ValueError("Each group needs a number of replies between 0 and its n.")
    a, b, prior = make_grid(locate_posterior(x, trials), FINE)
    weight = weigh_grid(a, b, prior, x, trials)
    relevant = weight > NEGLIGIBLE * weight.max()
    return Pool(x, trials, a[relevant], b[relevant], weight[relevant] / weight[relevant].sum())


def pooled_rates(pool: Pool) -> list[Rate]:
    """Each group's posterior mean, with 2.5 % and 97.5 % quantiles as its range and its own n."""
    a, b = _parameters(pool)
    lows, highs = _lower_tail(a, b, pool.weight), 1 - _lower_tail(b, a, pool.weight)
    rows = zip(pool.n, pooled_means(pool), lows, highs, strict=True)
    return [Rate(float(n), float(mean), float(low), float(high)) for n, mean, low, high in rows]


def pooled_means(pool: Pool) -> Numbers:
    """Each group's posterior mean: what groups are ranked by."""
    a, b = _parameters(pool)
    return np.asarray((a / (a + b)) @ pool.weight)


def draw_rates(pool: Pool) -> Numbers:
    """Joint draws of all groups' rates, one row a draw. The same counts give the same draws.

    40,000, or fewer for more than 100 groups, so that the memory stays bounded.
    """
    size = max(2_000, min(40_000, 4_000_000 // max(pool.n.size, 1)))
    random = seeded_generator("pool", pool.replies, pool.n, size)
    pick = random.choice(pool.weight.size, size, p=pool.weight)[:, None]
    return random.beta(pool.a[pick] + pool.replies, pool.b[pick] + pool.n - pool.replies)


def p_best(draws: Numbers) -> Numbers:
    """For each group, the share of draws in which its rate is the highest."""
    return np.asarray(np.bincount(draws.argmax(axis=-1), minlength=draws.shape[-1]) / len(draws))


def difference_within(draws: Numbers, one: int, other: int, margin: float = 0.05) -> float:
    """The probability that two groups' rates differ by no more than `margin`."""
    return float(np.mean(np.abs(draws[:, one] - draws[:, other]) <= margin))


def make_grid(box: Box, shape: tuple[int, int]) -> tuple[Numbers, Numbers, Numbers]:
    """The a, b and log prior of the common Beta on midpoints over sqrt(mu) and log M.

    The square root puts points where rates are small, which is where rates of reply are.
    """
    low, high, few, many = box
    root = low + (high - low) * (np.arange(shape[0]) + 0.5) / shape[0]
    log_m = few + (many - few) * (np.arange(shape[1]) + 0.5) / shape[1]
    root, log_m = (axis.ravel() for axis in np.meshgrid(root, log_m, indexing="ij"))
    mu, m = root**2, np.exp(log_m)
    prior = 3 * np.log1p(-mu) + np.log(root) - 2 * np.log(10 + m) + log_m  # the last of each: Jacobians
    return mu * m, (1 - mu) * m, prior


def weigh_grid(a: Numbers, b: Numbers, prior: Numbers, replies: Numbers, n: Numbers) -> Numbers:
    """The posterior weight of each grid point; groups on the last axis, any number of data sets before it."""
    log = np.broadcast_to(prior, (*replies.shape[:-1], a.size)).copy()
    normal = betaln(a, b)
    for i in range(replies.shape[-1]):
        x, trials = replies[..., i, None], n[..., i, None]
        log += betaln(a + x, b + trials - x) - normal
    log = np.exp(log - log.max(axis=-1, keepdims=True))
    return np.asarray(log / log.sum(axis=-1, keepdims=True))


def locate_posterior(replies: Numbers, n: Numbers) -> Box:
    """The part of the grid that holds the posterior, found in two steps: with many groups it is small."""
    box = EVERYWHERE
    for _ in range(2):
        box = _narrow_box(box, replies, n)
    return box


def _narrow_box(box: Box, replies: Numbers, n: Numbers) -> Box:
    a, b, prior = make_grid(box, COARSE)
    weight = weigh_grid(a, b, prior, replies, n).reshape(COARSE)
    low, high = _span(weight.max(axis=1), box[0], box[1])
    few, many = _span(weight.max(axis=0), box[2], box[3])
    return low, high, few, many


def _span(weight: Numbers, low: float, high: float) -> tuple[float, float]:
    """From one cell before the first weight that matters to one cell after the last."""
    cells = np.flatnonzero(weight > NEGLIGIBLE * weight.max())
    step = (high - low) / weight.size
    return max(low, low + step * (cells[0] - 1)), min(high, low + step * (cells[-1] + 2))


def _parameters(pool: Pool) -> tuple[Numbers, Numbers]:
    """The Beta parameters, groups by mixture components."""
    x, n = pool.replies[:, None], pool.n[:, None]
    return pool.a + x, pool.b + n - x


def _lower_tail(a: Numbers, b: Numbers, weight: Numbers) -> Numbers:
    """Each mixture's quantile at `TAIL`, by Newton's steps where it is nearly straight: log(below) over logit(rate)."""
    mean = (a / (a + b)) @ weight
    square = (a * (a + 1) / ((a + b) * (a + b + 1))) @ weight
    total = mean * (1 - mean) / (square - mean**2) - 1  # the one Beta with the same mean and variance
    at = logit(np.clip(betaincinv(mean * total, (1 - mean) * total, TAIL), 1e-12, 1 - 1e-12))
    normal = betaln(a, b)
    for _ in range(20):
        rate = expit(at)[:, None]
        below = betainc(a, b, rate) @ weight
        slope = np.exp(a * np.log(rate) + b * np.log1p(-rate) - normal) @ weight
        step = np.clip((np.log(TAIL) - np.log(below)) * below / slope, -3, 3)
        at = at + step
        if np.abs(step).max(initial=0.0) < 1e-7:
            break
    return np.asarray(expit(at))
