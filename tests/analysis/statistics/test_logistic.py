import warnings

import numpy as np
import pytest
import statsmodels.api as sm

from analysis.statistics.logistic import LogisticFit, Numbers, fit_logistic
from analysis.statistics.strata import Stratum, fit_log_odds


def reference(shares: Numbers, trials: Numbers, design: Numbers) -> tuple[Numbers, Numbers]:
    """The same fit by statsmodels, which warns of separation."""
    model = sm.GLM(shares, design, family=sm.families.Binomial(), freq_weights=trials)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        fit = model.fit(tol=1e-12, maxiter=200)
    return np.asarray(fit.params), np.asarray(fit.cov_params())


def agrees(fit: LogisticFit, coefficients: Numbers, covariance: Numbers) -> bool:
    return np.allclose(fit.coefficients, coefficients, rtol=1e-9, atol=1e-9) and np.allclose(
        fit.covariance, covariance, rtol=1e-9, atol=1e-9
    )


def reference_log_odds(strata: list[Stratum]) -> tuple[Numbers, Numbers]:
    """Every touch's stratum and strategy as columns, and the prior on the strategy as two rows more."""
    size = len(strata)
    design = [[on, *np.eye(size)[i]] for on in (1, 0) for i in range(size)] + [[1, *np.zeros(size)]] * 2
    with_it = [stratum.x1 / stratum.n1 for stratum in strata]
    without = [stratum.x0 / stratum.n0 for stratum in strata]
    trials = [stratum.n1 for stratum in strata] + [stratum.n0 for stratum in strata]
    return reference(
        np.array([*with_it, *without, 1, 0]),
        np.array([*trials, 0.5, 0.5], dtype=float),
        np.array(design, dtype=float),
    )


def random_strata(random: np.random.Generator, most: int) -> list[Stratum]:
    """Up to eight strata in which something succeeded and something failed; many are small, rare or lopsided."""
    strata: list[Stratum] = []
    while not strata:
        for _ in range(random.integers(1, 9)):
            n1, n0 = random.integers(1, most, 2)
            x1, x0 = random.binomial((n1, n0), random.beta(0.5, 1))
            if 0 < x1 + x0 < n1 + n0:
                strata.append(Stratum(int(x1), int(n1), int(x0), int(n0)))
    return strata


@pytest.mark.parametrize("most", [4, 12, 60, 2000])
def test_random_strata_agree_with_statsmodels(most: int) -> None:
    random = np.random.default_rng(most)
    for _ in range(100):
        strata = random_strata(random, most)
        assert agrees(fit_log_odds(strata), *reference_log_odds(strata)), strata


@pytest.mark.parametrize(
    "strata",
    [
        [Stratum(5, 5, 0, 5)],
        [Stratum(0, 5, 7, 7)],
        [Stratum(5, 5, 0, 5), Stratum(3, 3, 0, 9)],
        [Stratum(5, 5, 0, 5), Stratum(0, 3, 9, 9)],
        [Stratum(1, 1, 0, 100_000)],
        [Stratum(2.5, 4.25, 0.5, 8.75), Stratum(1.5, 4.25, 0.25, 8.75)],
    ],
)
def test_strata_that_the_strategy_separates_agree_with_statsmodels(strata: list[Stratum]) -> None:
    fit = fit_log_odds(strata)
    assert agrees(fit, *reference_log_odds(strata))
    assert np.isfinite(fit.covariance).all()


@pytest.mark.parametrize(
    ("shares", "trials", "column"),
    [
        ([0.0, 1], [5.0, 5], [0.0, 1]),
        ([0.0, 0, 1], [5.0, 5, 3], [0.0, 1, 2]),
        ([0.0, 0], [5.0, 9], [0.0, 1]),
        ([1.0, 1], [5.0, 5e8], [0.0, 1]),
        ([0.2, 0.4], [5.0, 5], [1.0, 1]),
    ],
    ids=["separated", "separated by a slope", "no success", "no failure", "a column twice"],
)
def test_without_a_maximum_the_last_step_is_that_of_statsmodels(
    shares: list[float], trials: list[float], column: list[float]
) -> None:
    numbers = np.array(shares), np.array(trials), np.column_stack([np.ones(len(shares)), column])
    assert agrees(fit_logistic(*numbers), *reference(*numbers))


def test_one_coefficient_is_the_log_odds_of_the_share_and_its_known_variance() -> None:
    fit = fit_logistic(np.array([0.2]), np.array([50.0]), np.ones((1, 1)))
    assert fit.coefficients == pytest.approx([np.log(10 / 40)])
    assert fit.covariance == pytest.approx(np.array([[1 / 10 + 1 / 40]]))


@pytest.mark.parametrize(("share", "trials"), [(np.nan, 5.0), (0.5, np.inf), (0.5, np.nan)])
def test_numbers_that_are_missing_or_not_finite_are_refused(share: float, trials: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        fit_logistic(np.array([share]), np.array([trials]), np.ones((1, 1)))
