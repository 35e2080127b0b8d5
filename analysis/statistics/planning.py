"""What more data would give: how many to send, how likely they are to settle a comparison, what they are worth."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from analysis.statistics.gates import clear_p_best
from analysis.statistics.pooling import locate_posterior, make_grid, p_best, weigh_grid
from analysis.statistics.rates import Rate, Z
from analysis.statistics.seeds import seeded_generator
from analysis.statistics.thresholds import MIN_CLEAR

Numbers: TypeAlias = NDArray[np.float64]

STEPS = (10, 25, 50, 100, 200)
TRIALS = (5, 10, 15, 20, 30, 40)
AS_LIKELY_AS_NOT = 0.5
FUTURES = 200
"""Drawn to see how likely more data are to settle a comparison."""


def more_needed(replies: Sequence[float] | Numbers, n: Sequence[float] | Numbers) -> int | None:
    """The fewest more in each group, of PRICES, that make a clear best at least as likely as not.

    None if even the most do not: small differences can't be told apart in one search.
    """
    if not _is_likely(replies, n, STEPS[-1]):
        return None
    return STEPS[bisect_left(STEPS[:-1], True, key=lambda more: _is_likely(replies, n, more))]


def _is_likely(replies: Sequence[float] | Numbers, n: Sequence[float] | Numbers, more: int) -> bool:
    """Whether `assurance` is at least as likely as not: its futures one by one, until the rest can't change that."""
    needed = int(FUTURES * AS_LIKELY_AS_NOT)
    clear = others = 0
    for is_clear in _draw_futures(replies, n, more, FUTURES):
        clear, others = clear + is_clear, others + (not is_clear)
        if clear >= needed or others > FUTURES - needed:
            break
    return clear >= needed


def assurance(
    replies: Sequence[float] | Numbers,
    n: Sequence[float] | Numbers,
    more: int,
    futures: int = FUTURES,
    bar: float | None = None,
) -> float:
    """The probability that `more` touches in each group make one of them clear: P(best) over `bar`, 20 in each.

    Without `bar`, the one of the verdicts for so many groups (`gates.clear_p_best`).

    O'Hagan, Stevens & Campbell (2005, Pharm. Stat. 4:187): futures are drawn from what is known so far, the
    pooled posterior, and each is then judged as if it had happened. The same counts give the same answer.
    """
    clear = [*_draw_futures(replies, n, more, futures, bar)]
    return sum(clear) / futures


def _draw_futures(
    replies: Sequence[float] | Numbers,
    n: Sequence[float] | Numbers,
    more: int,
    futures: int,
    bar: float | None = None,
) -> Iterator[bool]:
    """Of one future after another, whether a group is clear in it; none where it can't be in any."""
    x, trials = np.asarray(replies, dtype=float), np.asarray(n, dtype=float)
    if trials.size < 2 or trials.min() + more < MIN_CLEAR:
        return
    random = seeded_generator("assurance", x, trials, more, futures)
    a, b, prior = make_grid(locate_posterior(x, trials), (24, 16))
    weight = weigh_grid(a, b, prior, x, trials)
    pick = random.choice(a.size, futures, p=weight)[:, None]
    rates = random.beta(a[pick] + x, b[pick] + trials - x)
    later = x + random.binomial(more, rates)
    for best in _draw_p_best(later, np.broadcast_to(trials + more, later.shape), random):
        yield bool(best.max() >= (bar or clear_p_best(trials.size)))


def p_best_of_many(replies: Numbers, n: Numbers, random: np.random.Generator) -> Numbers:
    """P(best) for many data sets at once, data sets by groups in and out; coarser than `pooling.p_best`."""
    return np.array([*_draw_p_best(replies, n, random)]).reshape(replies.shape)


def _draw_p_best(replies: Numbers, n: Numbers, random: np.random.Generator) -> Iterator[Numbers]:
    a, b, prior = make_grid(locate_posterior(replies.mean(axis=0), n.mean(axis=0)), (24, 16))
    sums = weigh_grid(a, b, prior, replies, n).cumsum(axis=-1)
    size = max(400, 4000 // replies.shape[-1])
    for own, x, trials in zip(sums, replies, n, strict=True):
        pick = np.searchsorted(own, random.random(size) * own[-1])[:, None]
        yield p_best(random.beta(a[pick] + x, b[pick] + trials - x))


def enough_for(successes: int, replies: float, n: float, chance: float = 0.8, most: int = 1000) -> int | None:
    """The fewest more to send for `successes` with this `chance`; None above `most`.

    From the beta-binomial of the Jeffreys posterior, so that not knowing the rate makes it more: after 2 of
    20, 18 for one success, where ln(0.2) / ln(0.9) says 15.3.
    """
    a, b = replies + 0.5, n - replies + 0.5
    reached = bisect_left(range(most + 1), chance, key=lambda more: _at_least(successes, more, a, b))
    return reached if reached <= most else None


def gain_of_trying(known: float, other: tuple[float, float], more: int) -> float:
    """How much the rate of every later message gains on average by trying `other` `more` times before choosing.

    `known` is the mean rate of the alternative, `other` the parameters of a beta distribution: the expected value of
    sample information (Raiffa & Schlaifer 1961).
    """
    from scipy.stats import betabinom

    a, b = other
    replies = np.arange(more + 1)
    later = np.maximum((a + replies) / (a + b + more), known)
    return float(betabinom.pmf(replies, more, a, b) @ later - max(known, a / (a + b)))


def best_trial(known: float, other: Rate, later: int) -> tuple[int, float]:
    """How many of the next `later` messages to send by `other` before choosing, of TRIALS, and the replies that gains
    on average; (0, 0.0) where none pays.

    `known` is the mean rate of the best of the others, `other` a pooled rate with its range. While trying, each message
    costs what it is expected to fall short of the best now; afterwards, each gains what was learned.
    """
    if other.value is None:
        return 0, 0.0
    beta = match_beta(other)
    short = max(known, other.value) - other.value
    gains = {
        more: (later - more) * gain_of_trying(known, beta, more) - more * short
        for more in TRIALS
        if more <= later
    }
    most = max(gains, key=lambda more: gains[more], default=0)
    return (most, gains[most]) if most and gains[most] > 0 else (0, 0.0)


def match_beta(rate: Rate) -> tuple[float, float]:
    """The beta distribution with this mean, and as wide a range."""
    mean = rate.value or 0.0
    spread = max((rate.high - rate.low) / (2 * Z), 1e-6)
    size = max(mean * (1 - mean) / spread**2 - 1, 1e-3)
    return mean * size, (1 - mean) * size


def _at_least(successes: int, more: int, a: float, b: float) -> float:
    from scipy.stats import betabinom

    return float(betabinom.sf(successes - 1, more, a, b))
