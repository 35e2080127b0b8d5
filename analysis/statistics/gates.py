"""Gates: how much it takes before something is said. Each holds for a person who looks every day.

Whoever looks often finds something sooner or later, so a gate must hold at all looks together. It does so by
construction (`looking_factor`: at most 5 in 100 whatever the number of looks), or by simulation over 60 days
(`clear_p_best`, `credit_widening`). Both are simulated through the whole product in `tests/worlds`.
"""

from __future__ import annotations

import math
from typing import Literal

from scipy.special import ndtri

from analysis.statistics import thresholds
from analysis.statistics.rates import Difference, Z
from analysis.statistics.stratified import Contrast
from analysis.statistics.verdict import Verdict

CHANCE = 0.05
"""How often a question may call something clear, over all looks together, where there is nothing."""

TUNED = 40.0
"""The overlap at which the boundary is tightest: a few times the overlap from which on there is a verdict."""

BEST_TUNING = 8.9
"""The ratio of overlap to prior overlap at which the boundary of 5 % is least."""

CLEAR_P_BEST = 0.90
CLEAR_P_BEST_OF_FEW = {2: 0.985, 3: 0.95}
"""The chance of being the best of four or more groups for "Clear so far", and of fewer: one of two equal channels
passes 0.90 in four searches of ten."""

LEANING_P_BEST = 0.75

LEANING_Z = float(ndtri(0.90))
"""Standard errors from which on nine in ten of what fits lies on one side of nought."""


def looking_factor(overlap: float, chance: float = CHANCE) -> float:
    """How many standard errors a difference must be from nought, so that looking at every size is allowed.

    The asymptotic confidence sequence of Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas (2024, Ann. Stat. 52:2613): the
    normal mixture boundary of Robbins (1970, Ann. Math. Stat. 41:1397) with an estimated variance. In large logs, it
    leaves nought out at any size, ever, with probability `chance` at most where there is no difference.
    """
    size = BEST_TUNING * overlap / TUNED
    return math.sqrt((size + 1) / size * math.log((size + 1) / chance**2))


def is_clear(contrast: Contrast, together: int = 1) -> bool:
    """Whether a difference is clear at all looks, as one of so many that are judged together (Bonferroni).

    Where few clusters contribute, the boundary is wider by the same share as a range from Student's t.
    """
    if contrast.value is None or contrast.overlap < thresholds.MIN_OVERLAP_JUDGED:
        return False
    factor = looking_factor(contrast.overlap, CHANCE / together)
    return abs(contrast.value) > factor * contrast.few * contrast.error


def is_lasting(difference: Difference, n1: float, n0: float) -> bool:
    """Whether a difference of two rates from so many trials is clear at all looks: the boundary of `looking_factor`, in
    standard errors as its 95% range has them."""
    nearer = difference.low if difference.low > 0 else -difference.high
    if difference.value is None or nearer <= 0:
        return False
    error = (abs(difference.value) - nearer) / Z
    return abs(difference.value) > looking_factor(n1 * n0 / (n1 + n0)) * error


def judge_contrast(contrast: Contrast, together: int = 1, clients: int | None = None) -> Verdict | None:
    """The verdict of a comparison within strata; None where too little overlaps for any.

    "Clear so far" by `is_clear`. "Leaning" where nought is 1.28 standard errors away: nine in ten of what fits is on
    one side. "No visible difference" where all of a range that holds at every look is within five points. In a log of
    several clients (`clients`: how many contribute) fewer than ten allow no verdict but "Too early".
    """
    if contrast.overlap < thresholds.MIN_OVERLAP or contrast.value is None:
        return None
    too_few = clients is not None and clients < thresholds.MIN_CLIENTS
    if contrast.overlap < thresholds.MIN_OVERLAP_JUDGED or too_few:
        return Verdict.TOO_EARLY
    if is_clear(contrast, together):
        return Verdict.CLEAR
    size, error = abs(contrast.value), contrast.few * contrast.error
    if size + looking_factor(contrast.overlap) * error <= thresholds.SAME_MARGIN:
        return Verdict.SAME
    return Verdict.LEANING if size > LEANING_Z * error else Verdict.TOO_EARLY


def clear_p_best(groups: int) -> float:
    """How probable being the best of so many groups must be, so that looking every day for 60 days calls one of
    equal groups best in at most 5 searches of 100 (by simulation, tests/analysis/statistics/test_ranking.py)."""
    return CLEAR_P_BEST_OF_FEW.get(groups, CLEAR_P_BEST)


def judge_best(p_best: float, sameness: float, fewest: float, groups: int, together: int = 1) -> Verdict:
    """The verdict on the best of several groups: from its chance of being that, the chance that all are practically the
    same, the trials of the smallest group and their number. `together`: how many such comparisons are on one screen."""
    if 1 - p_best <= (1 - clear_p_best(groups)) / together and fewest >= thresholds.MIN_CLEAR:
        return Verdict.CLEAR
    if sameness >= thresholds.SAME_PROBABILITY and fewest >= thresholds.MIN_SAME:
        return Verdict.SAME
    return Verdict.LEANING if p_best >= LEANING_P_BEST else Verdict.TOO_EARLY


def credit_widening(offers: float) -> float:
    """How many times as far from 1 as from the lower end of its 95 % range a credit index must be, on the log scale.

    On the log scale an index varies alike up and down. Found by simulation: 30 looks at strategies without effect, the
    offers growing sixfold and more. With the plain range by the Bayesian bootstrap (Rubin 1981), one of six strategies
    is above 1 at some look in 16 of 100 searches while offers grow from 5 to 30, in 32 while they grow from 10 to 100,
    and in 36, 46 and 56 of 100 cohorts of 40, 100 and 400 clients; with this one in 1, 3, 3, 4 and 3. The shrinking
    does the rest, and fades as offers grow: so a quarter more for each tenfold above 100. Four times the odds of an
    offer are called in 48, 82 and 99 of 100 searches at 30, 50 and 100 offers (by the plain range in 79, 96 and 100).
    """
    return 1.5 + max(0.0, math.log10(offers / 100)) / 4


def judge_credit(offers: float, index: float, low: float, clients: int | None = None) -> Verdict:
    """The verdict on one strategy's credit index, `low` being the lower end of its 95 % range.

    "Clear so far" where it is so far above 1 that looking every second day for 60 days is allowed (`credit_widening`).
    In a log of several clients (`clients`: how many contribute) fewer than ten allow no verdict but "Too early".
    """
    too_few = clients is not None and clients < thresholds.MIN_CLIENTS
    if offers < thresholds.MIN_OFFERS_CREDITED or too_few:
        return Verdict.TOO_EARLY
    clear = index > 1 and low > 0 and math.log(index) > credit_widening(offers) * math.log(index / low)
    return Verdict.CLEAR if clear else Verdict.TOO_EARLY


def attribution_level(offers: float) -> Literal["paths", "counts", "index"]:
    """What so many offers support: showing the paths themselves, counts of them, or an index."""
    if offers < thresholds.MIN_OFFERS_COUNTED:
        return "paths"
    return "counts" if offers < thresholds.MIN_OFFERS_CREDITED else "index"
