"""Shares of successes in, the coefficients of a logistic regression and their covariance out.

Maximum likelihood by iteratively reweighted least squares, which with the logit link is Newton's method (McCullagh &
Nelder 1989, Generalized Linear Models, 2nd ed., section 2.5): each step fits, by weighted least squares, the log-odds
so far moved by how much the shares differ from their means. The operations come in the order in which the GLM of
statsmodels 0.15 has them, so that results agree with it to the last bit, and draws from the covariance do too.
"""

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]

STEPS = 200
TOLERANCE = 1e-12
EPSILON = float(np.finfo(float).eps)
TINY = 1e-20


class LogisticFit(NamedTuple):
    """The coefficients in log-odds, one for each column of the design, and their covariance."""

    coefficients: Numbers
    covariance: Numbers


def fit_logistic(shares: Numbers, trials: Numbers, design: Numbers) -> LogisticFit:
    """The likeliest coefficients for `shares` of successes in `trials`, which need not be whole.

    The fit ends when the deviance moves by no more than 1e-12, or after 200 steps. Where a column of the design
    separates successes from failures there is no maximum: the result is the last step's, large and with a large
    variance. ValueError for numbers that are missing or not finite.
    """
    if not (np.isfinite(shares).all() and np.isfinite(trials).all()):
        raise ValueError("A logistic regression needs finite shares and trials.")
    means = (shares + 0.5) / 2
    log_odds = np.log(means / (1 - means))
    deviance = _deviance(shares, trials, means)
    for _ in range(STEPS):
        root, response = _weight_rows(shares, trials, log_odds, means)
        weighted_design = root[:, None] * design
        log_odds = design @ np.linalg.lstsq(weighted_design, response)[0]
        means = 1 / (1 + np.exp(-log_odds))
        before, deviance = deviance, _deviance(shares, trials, means)
        if abs(before - deviance) <= TOLERANCE:
            break
    inverse = np.linalg.pinv(weighted_design)
    return LogisticFit(inverse @ response, inverse @ inverse.T)


def _weight_rows(
    shares: Numbers, trials: Numbers, log_odds: Numbers, means: Numbers
) -> tuple[Numbers, Numbers]:
    """The square root of each row's weight, and each row's working response times it."""
    inside = np.clip(means, EPSILON, 1 - EPSILON)
    variance = inside * (1 - inside)
    slope = 1 / variance
    root = np.sqrt(trials * (1 / (slope**2 * variance)))
    return root, root * (log_odds + slope * (shares - means))


def _deviance(shares: Numbers, trials: Numbers, means: Numbers) -> float:
    """Twice the distance of the log-likelihood from that of a perfect fit."""
    successes = shares * np.log(np.maximum(shares / (means + TINY), EPSILON))
    failures = (1 - shares) * np.log(np.maximum((1 - shares) / (1 - means + TINY), EPSILON))
    return float(np.sum(2 * (successes + failures) * trials))
