"""What more data would give: how likely so many more are to settle a comparison, and how many that takes."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.gates import clear_p_best
from analysis.statistics.pooling import locate_posterior, make_grid, p_best, weigh_grid
from analysis.statistics.seeds import seeded_generator
from analysis.statistics.thresholds import MIN_CLEAR

Numbers: TypeAlias = NDArray[np.float64]

STEPS = (10, 25, 50, 100, 200)
AS_LIKELY_AS_NOT = 0.5


def more_needed(replies: Sequence[float] | Numbers, n: Sequence[float] | Numbers) -> int | None:
    """The fewest more in each group, of STEPS, that make a clear best at least as likely as not.

    None if even the most do not: small differences can't be told apart in one search.
    """
    if assurance(replies, n, STEPS[-1]) < AS_LIKELY_AS_NOT:
        return None
    return STEPS[
        bisect_left(STEPS[:-1], True, key=lambda more: assurance(replies, n, more) >= AS_LIKELY_AS_NOT)
    ]


def assurance(
    replies: Sequence[float] | Numbers,
    n: Sequence[float] | Numbers,
    more: int,
    futures: int = 200,
    bar: float | None = None,
) -> float:
    """The probability that `more` touches in each group make one of them clear: P(best) over `bar`, 20 in each.

    Without `bar`, the one that the verdict on so many groups takes (`gates.clear_p_best`).

    O'Hagan, Stevens & Campbell (2005, Pharm. Stat. 4:187): futures are drawn from what is known so far, the
    pooled posterior, and each is then judged as if it had happened. The same counts give the same answer.
    """
    x, trials = np.asarray(replies, dtype=float), np.asarray(n, dtype=float)
    if trials.size < 2 or trials.min() + more < MIN_CLEAR:
        return 0.0
    random = seeded_generator("assurance", x, trials, more, futures)
    a, b, prior = make_grid(locate_posterior(x, trials), (24, 16))
    weight = weigh_grid(a, b, prior, x, trials)
    pick = random.choice(a.size, futures, p=weight)[:, None]
    rates = random.beta(a[pick] + x, b[pick] + trials - x)
    later = x + random.binomial(more, rates)
    best = p_best_of_many(later, np.broadcast_to(trials + more, later.shape), random)
    return float(np.mean(best.max(axis=-1) >= (bar or clear_p_best(trials.size))))


def p_best_of_many(replies: Numbers, n: Numbers, random: np.random.Generator) -> Numbers:
    """P(best) for many data sets at once, data sets by groups in and out; coarser than `pooling.p_best`."""
    a, b, prior = make_grid(locate_posterior(replies.mean(axis=0), n.mean(axis=0)), (24, 16))
    sums = weigh_grid(a, b, prior, replies, n).cumsum(axis=-1)
    size = max(400, 4000 // replies.shape[-1])
    best = np.empty_like(replies)
    for i, (x, trials) in enumerate(zip(replies, n, strict=True)):
        pick = np.searchsorted(sums[i], random.random(size) * sums[i, -1])[:, None]
        best[i] = p_best(random.beta(a[pick] + x, b[pick] + trials - x))
    return best
