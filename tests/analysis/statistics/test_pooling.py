import numpy as np
import pytest
from scipy.optimize import brentq
from scipy.special import betainc, betaincinv, betaln

from analysis.statistics.pooling import (
    difference_within,
    draw_rates,
    fit_pool,
    p_best,
    pooled_means,
    pooled_rates,
)

REPLIES, N = [6, 9, 5, 1], [80, 60, 12, 4]


@pytest.mark.parametrize(
    ("group", "mean", "low", "high"),
    [
        (0, 0.09415062668519267, 0.039702014534710915, 0.1652795166199221),
        (1, 0.15537046862377285, 0.08169262456607605, 0.2477792514041824),
        (2, 0.29009741687711393, 0.11593090279749838, 0.5453967491644968),
        (3, 0.2025946551508113, 0.042386581297834576, 0.4830985343474927),
    ],
)
def test_posterior_matches_a_finer_fixed_grid(group, mean, low, high):
    rate = pooled_rates(fit_pool(REPLIES, N))[group]
    assert (rate.value, rate.low, rate.high) == pytest.approx((mean, low, high), abs=1e-4)


def brute_force(replies, n):
    """Means on 400 by 400 plain midpoints of mu and log M, by the formulas of the docstring."""
    middles = (np.arange(400) + 0.5) / 400
    mu, log_m = np.meshgrid(middles, np.log(0.5) + np.log(4000) * middles)
    m = np.exp(log_m)
    a, b = mu * m, (1 - mu) * m
    log = 3 * np.log1p(-mu) - 2 * np.log(10 + m) + log_m
    log += sum(betaln(a + x, b + k - x) - betaln(a, b) for x, k in zip(replies, n, strict=True))
    weight = np.exp(log - log.max())
    return [(weight * (a + x) / (m + k)).sum() / weight.sum() for x, k in zip(replies, n, strict=True)]


@pytest.mark.parametrize(
    ("replies", "n"),
    [
        ([2], [9]),
        ([4, 2], [30, 30]),
        ([3, 1.0], [7.3, 22.9]),
        ([50, 60, 10], [1000, 1000, 400]),
        ([5, 0], [5, 0]),
    ],
)
def test_means_match_brute_force(replies, n):
    assert pooled_means(fit_pool(replies, n)) == pytest.approx(brute_force(replies, n), abs=5e-5)


@pytest.mark.parametrize(
    ("replies", "n"), [([0, 0, 3], [5, 40, 30]), ([5, 5], [5, 9]), ([900, 20], [10_000, 50])]
)
def test_quantiles_solve_their_equation(replies, n):
    posterior = fit_pool(replies, n)
    for i, rate in enumerate(pooled_rates(posterior)):
        a, b = posterior.a + replies[i], posterior.b + n[i] - replies[i]
        for share, found in ((0.025, rate.low), (0.975, rate.high)):
            exact = brentq(lambda t: betainc(a, b, t) @ posterior.weight - share, 0, 1, xtol=1e-13)  # noqa: B023
            assert found == pytest.approx(exact, abs=1e-7)


def test_small_groups_are_drawn_to_the_others():
    raw, pooled = 5 / 12, pooled_means(fit_pool(REPLIES, N))[2]
    assert 21 / 156 < pooled < raw


def test_p_best_matches_400000_independent_draws():
    chances = p_best(draw_rates(fit_pool(REPLIES, N)))
    assert chances == pytest.approx([0.005145, 0.06365, 0.7080825, 0.2231225], abs=0.008)
    assert chances.sum() == pytest.approx(1)


def test_the_same_counts_give_the_same_draws():
    assert (draw_rates(fit_pool(REPLIES, N)) == draw_rates(fit_pool(REPLIES, N))).all()


def test_difference_within_five_points():
    close, apart = draw_rates(fit_pool([100, 104], [1000, 1000])), draw_rates(fit_pool([1, 9], [20, 20]))
    assert difference_within(close, 0, 1) > 0.99
    assert difference_within(apart, 0, 1) < 0.2


def test_a_thousand_groups_recover_their_common_rate():
    random = np.random.default_rng(1)
    truth = random.beta(3, 27, 1000)
    n = random.integers(5, 60, 1000)
    pooled = pooled_rates(fit_pool(random.binomial(n, truth), n))
    covered = np.mean([rate.low <= p <= rate.high for rate, p in zip(pooled, truth, strict=True)])
    assert np.mean([rate.value for rate in pooled]) == pytest.approx(0.1, abs=0.005)
    assert covered == pytest.approx(0.95, abs=0.02)


def test_the_grid_resolves_many_groups_as_well_as_few():
    random = np.random.default_rng(2)
    n = np.full(300, 2000.0)
    replies = random.binomial(2000, 0.1, 300)
    assert fit_pool(replies, n).weight.max() < 0.2


def test_the_best_of_168_hours_is_luck_and_is_drawn_back():
    random = np.random.default_rng(3)
    n = random.multinomial(1000, [1 / 168] * 168)
    replies = random.binomial(n, 0.15)
    enough = n >= 3
    raw, pooled = (
        (replies[enough] / n[enough]).max(),
        pooled_means(fit_pool(replies[enough], n[enough])).max(),
    )
    assert raw > 0.5
    assert pooled < 0.2


@pytest.mark.parametrize(("replies", "n"), [([3], [2]), ([-1], [2]), ([1, 2], [3])])
def test_impossible_counts_are_refused(replies, n):
    with pytest.raises(ValueError, match="between 0 and its n"):
        fit_pool(replies, n)


def test_no_groups_are_no_rates():
    assert pooled_rates(fit_pool([], [])) == []


A, B = np.exp(np.meshgrid(np.linspace(-6, 8, 120), np.linspace(-4, 10, 120)))


def plug_in(replies, n):
    """The trap: 95 % ranges from the one likeliest common Beta, as in textbook empirical Bayes."""
    log = sum(betaln(A + x, B + k - x) - betaln(A, B) for x, k in zip(replies, n, strict=True))
    a, b = A.flat[log.argmax()], B.flat[log.argmax()]
    return betaincinv(a + np.array(replies), b + np.array(n) - replies, np.array([[0.025], [0.975]])).T


def coverages(random, runs, n=20):
    """The share of true rates inside the ranges, ours and the plug-in's; four groups, rates about 15 %."""
    ours, theirs = [], []
    for _ in range(runs):
        truth = random.beta(3, 17, 4)
        replies, trials = random.binomial(n, truth), [n] * 4
        ours += [
            r.low <= p <= r.high for r, p in zip(pooled_rates(fit_pool(replies, trials)), truth, strict=True)
        ]
        theirs += [low <= p <= high for (low, high), p in zip(plug_in(replies, trials), truth, strict=True)]
    return np.mean(ours), np.mean(theirs)


def test_pooled_ranges_cover_where_plug_in_empirical_bayes_does_not():
    ours, theirs = coverages(np.random.default_rng(3), runs=100)
    assert ours > 0.92
    assert theirs < 0.85


@pytest.mark.long
def test_pooled_ranges_cover_in_many_runs():
    ours, theirs = coverages(np.random.default_rng(4), runs=2000)
    assert ours == pytest.approx(0.95, abs=0.015)
    assert theirs < 0.80
