import numpy as np
import pytest
from statsmodels.stats.contingency_tables import StratifiedTable

from analysis.statistics.standardisation import (
    StandardisedGroup,
    association_p_value,
    association_statistic,
    standardise,
)

# Admissions at Berkeley by department, men and women: Bickel, Hammel & O'Connell (1975), Science 187:398.
ADMITTED = np.array([[512.0, 353, 120, 138, 53, 22], [89, 17, 202, 131, 94, 24]])
APPLIED = np.array([[825.0, 560, 325, 417, 191, 373], [108, 25, 593, 375, 393, 341]])


def numbers(found: list[StandardisedGroup]) -> list[tuple[float, float, float]]:
    return [(one.expected, one.successes, one.n) for one in found]


def test_one_stratum_gives_the_plain_rates_back() -> None:
    found = standardise(np.array([[30.0], [8], [2]]), np.array([[40.0], [38], [22]]), rate=0.4)
    assert [(one.successes, one.n) for one in found] == [
        pytest.approx(x) for x in [(30, 40), (8, 38), (2, 22)]
    ]


def test_a_mix_of_strata_alone_gives_no_difference() -> None:
    """Simpson: 36 % against 24 % plainly, the same in each stratum."""
    found = standardise(np.array([[40.0, 5], [10, 20]]), np.array([[100.0, 25], [25, 100]]), rate=75 / 250)
    assert [one.expected for one in found] == pytest.approx([40 + 5, 10 + 20])
    assert [one.successes / one.n for one in found] == pytest.approx([0.3, 0.3])


def test_what_stands_alone_in_its_strata_can_not_be_compared() -> None:
    found = standardise(np.array([[5.0, 0], [0, 3]]), np.array([[10.0, 0], [0, 30]]), rate=0.2)
    assert numbers(found) == [(5, 0, 0), (3, 0, 0)]


def test_a_stratum_of_its_own_hides_little_of_a_difference() -> None:
    """10 of 50 against 20 of 50 is a ratio of 2; the first group's 90 of 100 elsewhere would make it 1.4."""
    first, second = standardise(np.array([[10.0, 90], [20, 0]]), np.array([[50.0, 100], [50, 0]]), rate=0.6)
    assert (20 / second.expected) / (100 / first.expected) == pytest.approx(1.4)
    assert (second.successes / second.n) / (first.successes / first.n) == pytest.approx(1.73, abs=0.01)
    assert (first.n < 150, second.n < 50) == (True, True)


def test_without_successes_every_trial_stays() -> None:
    assert numbers(standardise(np.zeros((2, 2)), np.ones((2, 2)), rate=0.0)) == [(0, 0, 2), (0, 0, 2)]


def test_two_groups_are_the_test_of_cochran_mantel_and_haenszel_as_in_statsmodels() -> None:
    tables = [
        np.array([[x1, n1 - x1], [x0, n0 - x0]]) for x1, x0, n1, n0 in zip(*ADMITTED, *APPLIED, strict=True)
    ]
    expected = StratifiedTable(tables).test_null_odds(correction=False)
    assert association_statistic(ADMITTED, APPLIED) == pytest.approx(expected.statistic)
    assert association_p_value(ADMITTED, APPLIED) == pytest.approx(expected.pvalue, abs=0.03)


def test_chance_by_hand_and_the_same_every_time() -> None:
    """3 of 3 against 0 of 3: 2 of the 20 ways to deal three successes are as far apart."""
    successes, n = np.array([[3.0], [0]]), np.array([[3.0], [3]])
    assert association_p_value(successes, n) == pytest.approx(0.1, abs=0.02)
    assert association_p_value(successes, n) == association_p_value(successes, n)


def test_chance_gives_small_p_values_no_more_often_than_it_says() -> None:
    random = np.random.default_rng(1)
    n = random.integers(0, 8, (300, 6, 5)).astype(float)
    successes = random.binomial(n.astype(int), [0.1, 0.2, 0.3, 0.5, 0.7]).astype(float)
    found = [association_p_value(*each) for each in zip(successes, n, strict=True)]
    assert np.mean(np.array(found) <= 0.05) <= 0.09  # 3 standard errors


@pytest.mark.parametrize("successes", [[[-1.0], [0]], [[3.0], [0]], [[1.0, 0], [0, 0]]])
def test_impossible_counts_are_refused(successes: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="between 0 and its n"):
        standardise(np.array(successes), np.array([[2.0], [2]]), rate=0.5)
