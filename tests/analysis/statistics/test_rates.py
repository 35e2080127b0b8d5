import numpy as np
import pytest
from scipy.stats import binom, binomtest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint

from analysis.statistics.rates import (
    ClusterSums,
    Rate,
    clustered_rate,
    design_effect,
    difference,
    shrink_n,
    wilson,
)

NOWHERE = Rate(0, None, 0, 1)


def ends(range_):
    return (range_.low, range_.high)


def sums(replies, sizes):
    y, m = np.array(replies, dtype=float), np.array(sizes, dtype=float)
    return ClusterSums(y.size, m.sum(), y.sum(), m @ m, m @ y, y @ y)


@pytest.mark.parametrize(
    ("rate", "part", "shrunk"),
    [
        (wilson(10, 40), 0.5, wilson(5, 20)),
        (wilson(10, 40), 1.0, wilson(10, 40)),
        (NOWHERE, 0.5, NOWHERE),
    ],
)
def test_a_rate_on_a_part_of_its_n_has_the_range_of_that_part(rate, part, shrunk):
    assert shrink_n(rate, part) == shrunk


@pytest.mark.parametrize(
    ("replies", "n", "low", "high"),
    [
        (0, 10, 0.0, 0.27753279986288926),
        (1, 10, 0.017876213095072924, 0.40415002679523854),
        (3, 20, 0.052368745896216595, 0.36041886474075696),
        (5, 50, 0.0434757649318904, 0.21360231437479657),
        (12, 60, 0.11828505322897494, 0.31781805805627905),
        (10, 10, 0.7224672001371106, 1.0),
        (0, 1, 0.0, 0.7934506856227627),
    ],
)
def test_wilson_matches_statsmodels_0_15(replies, n, low, high):
    assert ends(wilson(replies, n)) == pytest.approx((low, high), abs=1e-12)


@pytest.mark.parametrize(
    ("replies", "n", "low", "high"),
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_matches_newcombe_1998_table_1(replies, n, low, high):
    assert ends(wilson(replies, n)) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize("n", [1, 2, 7, 40])
def test_wilson_matches_scipy_binomtest(n):
    for replies in range(n + 1):
        theirs = binomtest(replies, n).proportion_ci(method="wilson")
        assert ends(wilson(replies, n)) == pytest.approx(ends(theirs))


def test_nothing_tried_is_unknown_and_not_zero():
    assert wilson(0, 0) == clustered_rate(sums([], [])) == NOWHERE


def test_no_reply_in_ten_is_not_zero_for_certain_as_the_wald_default_says():
    assert proportion_confint(0, 10) == (0, 0)
    assert wilson(0, 10).high > 0.25


def test_an_effective_n_need_not_be_whole():
    assert ends(wilson(0.3 * 6.837452729807479, 6.837452729807479)) == pytest.approx(
        (0.08783554055107262, 0.656053986111921), abs=1e-12
    )


@pytest.mark.parametrize(("successes", "n"), [(-1, 5), (6, 5), (float("nan"), 5)])
def test_impossible_counts_are_refused(successes, n):
    with pytest.raises(ValueError, match="not possible"):
        wilson(successes, n)


def mean_coverage(range_of):
    """Of ten trials, over 2,000 true rates from 1 % to 40 %: summed over the binomial, so exact."""
    lows, highs = np.array([range_of(x) for x in range(11)]).T
    rates = np.linspace(0.01, 0.40, 2000)[:, None]
    return (binom.pmf(np.arange(11), 10, rates) * ((lows <= rates) & (rates <= highs))).sum(axis=1).mean()


def test_wilson_covers_95_percent_on_average_where_wald_covers_75():
    assert mean_coverage(lambda x: ends(wilson(x, 10))) == pytest.approx(0.955, abs=0.001)
    assert mean_coverage(lambda x: proportion_confint(x, 10)) == pytest.approx(0.752, abs=0.001)


TEN_THREADS = sums([0, 0, 2, 0, 1, 0, 0, 3, 0, 0], [1, 2, 3, 1, 2, 4, 1, 3, 2, 1])


def test_ten_threads_match_the_design_effect_computed_from_their_rows():
    assert design_effect(TEN_THREADS) == pytest.approx(2.195767195767196, abs=1e-12)
    assert clustered_rate(TEN_THREADS).n == pytest.approx(6.837452729807479, abs=1e-12)
    assert ends(clustered_rate(TEN_THREADS)) == pytest.approx(
        (0.08783554055107262, 0.656053986111921), abs=1e-12
    )


def test_touches_to_the_same_person_are_not_independent():
    all_from_one = clustered_rate(sums([4, 0, 0, 0, 0], [4, 4, 4, 4, 4]))
    as_if_independent = wilson(4, 20)
    assert all_from_one.low < as_if_independent.low
    assert all_from_one.high > as_if_independent.high + 0.2


def test_one_touch_each_is_plain_wilson():
    assert clustered_rate(sums([1, 0, 0, 1, 0], [1, 1, 1, 1, 1])) == wilson(2, 5)


def test_no_reply_to_clusters_keeps_a_range():
    assert clustered_rate(sums([0, 0, 0], [2, 2, 1])).high > wilson(0, 5).high


def test_one_person_written_to_often_is_one_trial():
    assert clustered_rate(sums([1], [4])).n == 1


@pytest.mark.parametrize(
    ("x1", "n1", "x0", "n0", "low", "high"),
    [
        (56, 70, 48, 80, 0.0528, 0.3382),
        (9, 10, 3, 10, 0.1700, 0.8406),
        (6, 7, 2, 7, 0.0342, 0.8534),
        (5, 56, 0, 29, -0.0326, 0.1933),
        (0, 10, 0, 20, -0.1658, 0.2844),
        (0, 10, 0, 10, -0.2879, 0.2879),
        (10, 10, 0, 20, 0.7156, 1.0000),
        (10, 10, 0, 10, 0.6636, 1.0000),
    ],
)
def test_difference_matches_miettinen_nurminen_in_newcombe_1998_table_2(x1, n1, x0, n0, low, high):
    assert ends(difference(x1, n1, x0, n0)) == pytest.approx((low, high), abs=5e-5)


@pytest.mark.parametrize(("x1", "n1", "x0", "n0"), [(8, 40, 3, 50), (9, 30, 5, 25)])
def test_difference_is_near_statsmodels_score_whose_cubic_has_a_slip(x1, n1, x0, n0):
    theirs = confint_proportions_2indep(x1, n1, x0, n0, method="score", compare="diff")
    assert ends(difference(x1, n1, x0, n0)) == pytest.approx(theirs, abs=0.006)


@pytest.mark.filterwarnings("ignore:invalid value")
def test_difference_where_one_side_is_zero_percent_which_stops_statsmodels():
    with pytest.raises(ValueError, match="NaN"):
        confint_proportions_2indep(0, 5, 40, 100, method="score", compare="diff")
    assert ends(difference(0, 5, 40, 100)) == pytest.approx((-0.49847, 0.04578), abs=1e-5)


def test_difference_changes_sign_with_its_sides():
    one, other = difference(8, 40, 3, 50), difference(3, 50, 8, 40)
    assert ends(one) == pytest.approx((-other.high, -other.low), abs=1e-12)


def test_difference_with_a_side_never_tried_is_unknown():
    assert difference(0, 0, 3, 10).value is None
    assert ends(difference(0, 0, 3, 10)) == (-1, 1)


def coverage_of_clustered(random, threads, runs):
    """Share of ranges with the true 15 % inside: 1 to 4 touches a thread, correlated 0.3 within it."""
    inside = 0
    for _ in range(runs):
        sizes = random.integers(1, 5, threads)
        replies = random.binomial(sizes, random.beta(0.15 * 7 / 3, 0.85 * 7 / 3, threads))
        rate = clustered_rate(sums(replies, sizes))
        inside += rate.low <= 0.15 <= rate.high
    return inside / runs


def test_clustered_range_covers_its_rate():
    assert coverage_of_clustered(np.random.default_rng(1), threads=40, runs=2000) == pytest.approx(
        0.95, abs=0.02
    )


@pytest.mark.long
@pytest.mark.parametrize("threads", [20, 40, 100])
def test_clustered_range_covers_its_rate_at_every_size(threads):
    assert coverage_of_clustered(np.random.default_rng(2), threads, runs=20_000) == pytest.approx(
        0.95, abs=0.02
    )
