"""Two groups compared within strata, so that neither is praised for when it was used (Simpson's paradox)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, expit, logit

from analysis.statistics.logistic import LogisticFit, fit_logistic
from analysis.statistics.rates import Difference, Rate, Z, difference
from analysis.statistics.seeds import seeded_generator

Numbers: TypeAlias = NDArray[np.float64]


class Stratum(NamedTuple):
    """Successes and trials with the strategy (x1 of n1) and without it (x0 of n0), in one stage or client."""

    x1: float
    n1: float
    x0: float
    n0: float


class OddsRatio(NamedTuple):
    """A ratio of odds and its 95 % range."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class AdjustedRates:
    """The rates that both groups would have over the same mix of strata, and their difference."""

    rate1: Rate
    rate0: Rate
    difference: Difference


@dataclass(frozen=True)
class Contrast:
    """Two groups within strata: how much they meet, the difference between them, and both rates if they do meet."""

    overlap: float
    difference: Difference
    adjusted: AdjustedRates | None


def contrast(strata: Sequence[Stratum]) -> Contrast:
    """All that is said of two groups within strata; the difference has its cautious range."""
    adjusted = adjust_rates(strata)
    return Contrast(overlap(strata), cautious_difference(risk_difference(strata), adjusted), adjusted)


def comparable_strata(strata: Sequence[Stratum]) -> list[Stratum]:
    """The strata that hold both groups. The others compare nothing, and give NaN in statsmodels."""
    return [stratum for stratum in strata if stratum.n1 > 0 and stratum.n0 > 0]


def overlap(strata: Sequence[Stratum]) -> float:
    """How much the groups meet: the sum of n1 n0 / n. Two groups of 20 in one stratum overlap by 10."""
    return math.fsum(n1 * n0 / (n1 + n0) for _, n1, _, n0 in comparable_strata(strata))


def risk_difference(strata: Sequence[Stratum]) -> Difference:
    """The Mantel-Haenszel difference with the variance of Sato (1989, Biometrics 45:1323).

    For few large strata as for many small ones. Where that variance is 0 (each group always succeeded or
    never did) the range is that of two equal groups with the same overlap, so it is never certain.
    """
    x1, n1, x0, n0 = _columns(strata)
    shared, n = overlap(strata), n1 + n0
    if shared == 0:
        return Difference(None, -1.0, 1.0)
    rate1, rate0 = (x1 * n0 / n).sum() / shared, (x0 * n1 / n).sum() / shared
    value = float(rate1 - rate0)
    p = ((n1**2 * x0 - n0**2 * x1 + n1 * n0 * (n0 - n1) / 2) / n**2).sum()
    q = ((x1 * (n0 - x0) + x0 * (n1 - x1)) / (2 * n)).sum()
    variance = float(value * p + q) / shared**2
    if variance < 1e-12:
        trials = 2 * shared
        return difference(min(rate1, 1.0) * trials, trials, min(rate0, 1.0) * trials, trials)
    half = Z * math.sqrt(variance)
    return Difference(value, max(-1.0, value - half), min(1.0, value + half))


def risk_ratio(strata: Sequence[Stratum]) -> float | None:
    """The Mantel-Haenszel ratio of rates; None where the other group has no success to divide by."""
    x1, n1, x0, n0 = _columns(strata)
    below = (x0 * n1 / (n1 + n0)).sum()
    return float((x1 * n0 / (n1 + n0)).sum() / below) if below else None


def odds_ratio(strata: Sequence[Stratum]) -> OddsRatio | None:
    """The Mantel-Haenszel odds ratio, range by Robins, Breslow & Greenland (1986, Biometrics 42:311).

    None where it would be 0, infinite or undefined.
    """
    x1, n1, x0, n0 = _columns(strata)
    n = n1 + n0
    r, s = x1 * (n0 - x0) / n, (n1 - x1) * x0 / n
    if not r.sum() or not s.sum():
        return None
    p = (x1 + n0 - x0) / n
    q = 1 - p
    parts = p @ r / r.sum() ** 2, (p @ s + q @ r) / (r.sum() * s.sum()), q @ s / s.sum() ** 2
    log, error = math.log(r.sum() / s.sum()), math.sqrt(sum(parts) / 2)
    return OddsRatio(math.exp(log), math.exp(log - Z * error), math.exp(log + Z * error))


def cochran_mantel_haenszel(strata: Sequence[Stratum]) -> tuple[float, float] | None:
    """Chi-square and p-value (no continuity correction) of no difference in any stratum; for exports only."""
    x1, n1, x0, n0 = _columns(strata)
    n, successes = n1 + n0, x1 + x0
    spread = (n1 * n0 * successes * (n - successes) / (n**2 * (n - 1))).sum()
    if not spread:
        return None
    statistic = float((x1 - n1 * successes / n).sum() ** 2 / spread)
    return statistic, math.erfc(math.sqrt(statistic / 2))


def heterogeneity(strata: Sequence[Stratum]) -> tuple[float, float] | None:
    """Chi-square and p-value of equal odds ratios in all strata (Breslow-Day with Tarone's correction).

    None with fewer than two strata in which something succeeded and something failed.
    """
    varied = [stratum for stratum in comparable_strata(strata) if _varies(stratum)]
    common = odds_ratio(varied)
    if len(varied) < 2 or common is None:
        return None
    x1, n1, x0, n0 = _columns(varied)
    expected, variance = _cell_of_common_odds(common.value, x1 + x0, n1, n0)
    away = x1 - expected
    statistic = float((away**2 / variance).sum() - away.sum() ** 2 / variance.sum())
    return statistic, float(chdtrc(len(varied) - 1, statistic))


def adjust_rates(strata: Sequence[Stratum], draws: int = 2000) -> AdjustedRates | None:
    """Both groups' rates over the strata as they overlap (weights n1 n0 / n); None if they do not.

    Ranges are quantiles of draws from the normal approximation of `fit_log_odds`. A stratum where all succeeded,
    or none, has no baseline to fit: its rate is the one seen, and in the draws the Jeffreys posterior's.
    For a few strata of some size; many small ones, such as clients, are for `risk_difference`.
    """
    met = comparable_strata(strata)
    if not met:
        return None
    mix = np.array([n1 * n0 / (n1 + n0) for _, n1, _, n0 in met]) / overlap(met)
    effect, baselines = _fit_rates(met)
    rate1, rate0 = (float(expit(baselines + on * effect) @ mix) for on in (1, 0))
    effects, drawn = _draw_rates(met, draws)
    rates1, rates0 = (expit(drawn + on * effects) @ mix for on in (1, 0))
    return AdjustedRates(
        Rate(sum(stratum.n1 for stratum in met), rate1, *_range(rates1, rate1)),
        Rate(sum(stratum.n0 for stratum in met), rate0, *_range(rates0, rate0)),
        Difference(rate1 - rate0, *_range(rates1 - rates0, rate1 - rate0)),
    )


def cautious_difference(plain: Difference, adjusted: AdjustedRates | None) -> Difference:
    """The Mantel-Haenszel difference with the wider of two ranges: Sato's is too short where little happened."""
    if adjusted is None:
        return plain
    return Difference(
        plain.value, min(plain.low, adjusted.difference.low), max(plain.high, adjusted.difference.high)
    )


def fit_log_odds(strata: Sequence[Stratum]) -> LogisticFit:
    """The strategy's effect and each varied stratum's baseline in log-odds, and their covariance.

    Logistic regression with a log-F(1, 1) prior on the effect alone: half a success and half a failure that
    know only the strategy (Greenland & Mansournia 2015, Stat. Med. 34:3133). Shrinking the baselines as well
    would let Simpson's paradox back in.
    """
    x1, n1, x0, n0 = _columns([stratum for stratum in strata if _varies(stratum)])
    baselines = np.eye(x1.size)
    with_strategy = np.column_stack([np.ones(x1.size), baselines])
    without_it = np.column_stack([np.zeros(x0.size), baselines])
    prior = np.eye(1, 1 + x1.size)
    design = np.vstack([with_strategy, without_it, prior, prior])
    shares = np.concatenate([x1 / n1, x0 / n0, [1.0, 0.0]])
    trials = np.concatenate([n1, n0, [0.5, 0.5]])
    return fit_logistic(shares, trials, design)


def _cell_of_common_odds(
    odds: float, successes: Numbers, n1: Numbers, n0: Numbers
) -> tuple[Numbers, Numbers]:
    """How many of each stratum's successes have the strategy if its odds ratio is `odds`, and the variance of that.

    The root of x (n0 - successes + x) = odds (n1 - x) (successes - x), in the form that holds for odds of 1 too.
    """
    rest = n0 - successes
    b = odds * (n1 + successes) + rest
    x = 2 * odds * n1 * successes / (b + np.sqrt(b**2 + 4 * (1 - odds) * odds * n1 * successes))
    return x, 1 / (1 / x + 1 / (n1 - x) + 1 / (successes - x) + 1 / (rest + x))


def _fit_rates(strata: Sequence[Stratum]) -> tuple[float, Numbers]:
    """The effect and every stratum's baseline, in log-odds; infinite where all or none succeeded."""
    centre, _ = fit_log_odds(strata)
    baselines: Numbers = logit([(x1 + x0) / (n1 + n0) for x1, n1, x0, n0 in strata])
    baselines[[_varies(stratum) for stratum in strata]] = centre[1:]
    return float(centre[0]), baselines


def _draw_rates(strata: Sequence[Stratum], draws: int) -> tuple[Numbers, Numbers]:
    """Draws of the effect (a column) and of every stratum's baseline. The same counts give the same draws."""
    random = seeded_generator("adjusted", strata, draws)
    drawn = random.multivariate_normal(*fit_log_odds(strata), draws)
    x1, n1, x0, n0 = _columns(strata)
    baselines = logit(random.beta(x1 + x0 + 0.5, n1 + n0 - x1 - x0 + 0.5, (draws, x1.size)))
    baselines[:, [_varies(stratum) for stratum in strata]] = drawn[:, 1:]
    return drawn[:, :1], baselines


def _range(values: Numbers, centre: float) -> tuple[float, float]:
    low, high = np.quantile(values, [0.025, 0.975])
    return float(min(low, centre)), float(max(high, centre))


def _varies(stratum: Stratum) -> bool:
    return 0 < stratum.x1 + stratum.x0 < stratum.n1 + stratum.n0


def _columns(strata: Sequence[Stratum]) -> Numbers:
    """x1, n1, x0 and n0 of the comparable strata. ValueError for impossible counts."""
    columns = np.array(comparable_strata(strata), dtype=float).reshape(-1, 4).T
    if not ((columns[::2] >= 0) & (columns[::2] <= columns[1::2])).all():
        raise ValueError("Successes must lie between 0 and the number of trials.")
    return columns
