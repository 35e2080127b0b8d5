"""Replies on an unknown day are dealt out so that rates stay right, and ranges cover."""

from typing import NamedTuple

import numpy as np
import pytest

from analysis.statistics import rates, survival
from analysis.statistics.rates import Rate
from analysis.statistics.thresholds import MAX_UNDATED, MIN_CURVE_REPLIES
from analysis.statistics.undated_replies import estimate_delays, information_left, place_replies

HORIZON = 30
DAYS = np.arange(5.0)
NONE = np.zeros((3, 5))


def counts(*rows):
    return np.array(rows, dtype=float)


class World(NamedTuple):
    """Messages: whether each was answered, after how many days, how old it is, what kind of reply came, and whether
    that has no day."""

    answered: np.ndarray
    delay: np.ndarray
    age: np.ndarray
    kind: np.ndarray
    undated: np.ndarray


def draw_world(random, n, rate, missing, more_for_rejections):
    """Delays are Weibull(0.7, 6 days), as in the statistics' made-up searches; `rate` is the share within 30 days."""
    ever = rate / (1 - np.exp(-((HORIZON / 6) ** 0.7)))
    delay, age = np.floor(6 * random.weibull(0.7, n)), random.integers(0, 200, n)
    answered = (random.random(n) < ever) & (delay <= age)
    kind = random.choice(3, n, p=[0.2, 0.5, 0.3])
    share = np.where(kind == 1, min(1.0, 1.5 * missing), 0.5 * missing) if more_for_rejections else missing
    return World(answered, delay, age, kind, answered & (random.random(n) < share))


def judge_world(world):
    """The rate within 30 days with its range, and the numbers of replies with and without a day."""
    days = np.arange(200.0)

    def by_kind(chosen, at):
        return np.array(
            [np.bincount(at[chosen & (world.kind == k)].astype(int), minlength=200) for k in range(3)]
        )

    dated, undated = (
        by_kind(world.answered & ~world.undated, world.delay).astype(float),
        by_kind(world.undated, world.age).astype(float),
    )
    silent = np.bincount(world.age[~world.answered], minlength=200).astype(float)
    if not dated.any():
        return Rate(0.0, None, 0.0, 1.0), 0.0, undated.sum()
    delays = estimate_delays(days, dated, undated, silent)
    replies, variance, common = dated.sum(axis=0), 0.0, 0.0
    for kind in range(3):
        bounds = np.flatnonzero(undated[kind]).astype(float)
        placed = place_replies(delays, kind, bounds, undated[kind][undated[kind] > 0], HORIZON)
        np.add.at(replies, placed.day.astype(int), placed.parts)
        variance, common = variance + placed.variance, common + placed.common
    rate = survival.reply_share([*zip(days, replies, silent, strict=True)], HORIZON)
    left = information_left(rate, replies[: HORIZON + 1].sum(), variance, common)
    return rates.wilson(rate.value * rate.n * left, rate.n * left), dated.sum(), undated.sum()


def is_within(dated, undated):
    """Whether a log with so many replies counts them within a time (`analysis.basis`)."""
    return not undated or undated <= MAX_UNDATED * (dated + undated) or dated >= MIN_CURVE_REPLIES


def test_without_undated_replies_delays_are_those_that_were_seen():
    delays = estimate_delays(
        DAYS, counts([1, 0, 0, 0, 0], [0, 2, 0, 0, 0], [0, 0, 0, 0, 0]), NONE, np.zeros(5)
    )
    assert delays.share.sum(axis=0) == pytest.approx([1, 2, 0, 0, 0])  # few of a kind: each has those of all
    assert delays.dated.tolist() == [3, 3, 3]


def test_a_reply_without_a_day_is_dealt_out_over_the_days_up_to_its_bound():
    delays = estimate_delays(DAYS, counts([20, 0, 10, 0, 10], *NONE[:2]), NONE, np.zeros(5))
    early = place_replies(delays, 0, np.array([2.0]), np.array([3.0]), 1)
    assert (early.day.tolist(), early.parts) == ([*range(5), 2], pytest.approx([2, 0, 1, 0, 0, 0]))
    assert early.variance == pytest.approx(3 * 2 / 3 * 1 / 3)
    assert early.common == pytest.approx(3 * (2 / 9) ** 0.5 / 40**0.5)


def test_a_reply_that_came_in_time_whenever_it_came_leaves_no_doubt():
    delays = estimate_delays(DAYS, counts([20, 0, 10, 0, 10], *NONE[:2]), NONE, np.zeros(5))
    placed = place_replies(delays, 0, np.array([2.0]), np.array([3.0]), 2)
    assert (placed.variance, placed.common) == (0, 0)


def test_a_reply_before_any_day_on_which_one_came_is_on_its_last_day():
    delays = estimate_delays(DAYS, counts([0, 0, 15, 0, 0], *NONE[:2]), NONE, np.zeros(5))
    placed = place_replies(delays, 0, np.array([1.0]), np.array([4.0]), 2)
    assert (placed.day[-1], placed.parts) == (1, pytest.approx([0, 0, 0, 0, 0, 4]))


def test_a_kind_with_enough_days_keeps_to_its_own():
    dated = counts([15, 0, 0, 0, 0], [0, 0, 0, 15, 0], [0, 1, 0, 0, 0])
    delays = estimate_delays(DAYS, dated, NONE, np.zeros(5))
    assert [np.flatnonzero(row).tolist() for row in delays.share] == [[0], [3], [0, 1, 3]]
    assert delays.dated.tolist() == [15, 15, 31]


def test_undated_replies_are_consistent_with_the_delays_that_they_give():
    """Turnbull's condition: dealing them out once more changes nothing."""
    random = np.random.default_rng(3)
    dated, undated = random.integers(4, 9, (3, 5)).astype(float), random.integers(0, 5, (3, 5)).astype(float)
    silent = random.integers(1, 20, 5).astype(float)
    share = estimate_delays(DAYS, dated, undated, silent).share
    events = dated.copy()
    for kind in range(3):
        placed = place_replies(estimate_delays(DAYS, dated, undated, silent), kind, DAYS, undated[kind], 2)
        np.add.at(events[kind], placed.day.astype(int), placed.parts)
    again = estimate_delays(DAYS, events, NONE, silent).share
    assert share == pytest.approx(again, abs=1e-5)


def test_no_delay_can_be_learned_from_undated_replies_alone():
    with pytest.raises(ValueError, match="no delay can be estimated"):
        estimate_delays(DAYS, NONE, counts([1, 0, 0, 0, 0], *NONE[:2]), np.zeros(5))


def test_a_range_that_rests_on_known_days_keeps_its_n():
    assert information_left(rates.wilson(3, 10), 3, 0, 0) == 1
    assert information_left(rates.wilson(0, 10), 0, 1, 1) == 1
    assert information_left(rates.wilson(3, 10), 3, 1, 1) < 0.6


@pytest.mark.parametrize("more_for_rejections", [False, True])
@pytest.mark.parametrize("missing", [0, 0.1, 0.5])
def test_rates_stay_right_in_a_few_worlds(missing, more_for_rejections):
    random = np.random.default_rng(1)
    found = [judge_world(draw_world(random, 400, 0.2, missing, more_for_rejections))[0] for _ in range(40)]
    assert abs(np.mean([rate.value for rate in found]) - 0.2) <= 0.02


@pytest.mark.long
@pytest.mark.parametrize("more_for_rejections", [False, True])
@pytest.mark.parametrize(("missing", "n"), [(0, 200), (0.1, 200), (0.5, 200), (0.5, 800), (0.9, 800)])
def test_rates_and_ranges_hold_in_2000_worlds(missing, n, more_for_rejections):
    random = np.random.default_rng(2)
    errors, covered = [], []
    for rate in (0.05, 0.1, 0.2, 0.3, 0.4):
        worlds = [judge_world(draw_world(random, n, rate, missing, more_for_rejections)) for _ in range(400)]
        fit = [
            found
            for found, dated, undated in worlds
            if is_within(dated, undated) and (missing < 0.9 or dated + undated >= 150)
        ]
        if len(fit) < 380:
            continue  # such logs are mostly counted otherwise; those that are not are the lucky ones
        errors.append(np.mean([found.value for found in fit]) - rate)
        covered.append(np.mean([found.low <= rate <= found.high for found in fit]))
    assert len(covered) >= 2
    assert np.abs(errors).max() <= 0.02
    assert np.mean(covered) >= 0.93
