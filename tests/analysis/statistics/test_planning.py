import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import beta, betabinom

from analysis.statistics import planning
from analysis.statistics.planning import (
    STEPS,
    assurance,
    best_trial,
    enough_for,
    gain_of_trying,
    match_beta,
    more_needed,
)
from analysis.statistics.rates import Rate


@pytest.mark.parametrize(("more", "chance"), [(10, 0.09), (25, 0.18), (50, 0.32), (100, 0.42), (200, 0.57)])
def test_assurance_of_four_against_two_of_thirty_grows_slowly(more, chance):
    assert assurance([4, 2], [30, 30], more, futures=600, bar=0.90) == pytest.approx(chance, abs=0.06)


def test_nothing_can_be_clear_before_twenty_in_each():
    assert assurance([9, 0], [9, 9], 10) == 0
    assert assurance([9, 0], [10, 10], 10) > 0.9


def test_one_group_needs_no_more():
    assert assurance([9], [30], 100) == 0
    assert more_needed([9], [30]) is None


@pytest.mark.parametrize(("replies", "n"), [([6, 1], [15, 15]), ([9, 2], [30, 30]), ([8, 3, 2], [40] * 3)])
def test_more_needed_is_the_first_step_that_makes_it_as_likely_as_not(replies, n):
    expected = next(more for more in STEPS if assurance(replies, n, more) >= 0.5)
    assert more_needed(replies, n) == expected


@given(
    st.lists(st.tuples(st.integers(0, 30), st.integers(5, 40)), min_size=2, max_size=4),
    st.sampled_from(STEPS),
)
@settings(max_examples=15, deadline=None)
def test_stopping_once_it_is_settled_gives_what_all_futures_give(groups, more):
    replies, n = zip(*((min(answered, sent), sent) for answered, sent in groups), strict=True)
    assert planning._is_likely(replies, n, more) == (assurance(replies, n, more) >= 0.5)


def test_equal_groups_are_never_settled():
    assert more_needed([10, 9], [60, 60]) is None


@pytest.mark.parametrize(("replies", "n", "more", "plug_in"), [(2, 20, 18, 15.3), (4, 100, 43, 39.4)])
def test_touches_for_one_interview_allow_for_not_knowing_the_rate(replies, n, more, plug_in):
    assert enough_for(1, replies, n) == more
    assert math.log(0.2) / math.log(1 - replies / n) == pytest.approx(plug_in, abs=0.05)


def test_touches_for_one_interview_match_scipy_betabinom():
    more = enough_for(1, 2, 20)
    chances = [betabinom.sf(0, touches, 2.5, 18.5) for touches in (more - 1, more, 20)]
    assert chances[0] < 0.8 <= chances[1]
    assert chances[2] == pytest.approx(0.8317362979291185, abs=1e-9)


def test_there_may_be_no_number_of_touches_that_is_enough():
    assert enough_for(1, 0, 200, most=500) is None


@pytest.mark.parametrize(
    ("more", "gain"),
    [
        (5, 0.009502587732389656),
        (10, 0.013322660415912235),
        (20, 0.016898161965764852),
        (40, 0.019626344393019468),
    ],
)
def test_gain_of_trying_matches_its_beta_binomial_sum(more, gain):
    """After 8 of 40 against 1 of 9, both with Jeffreys posteriors."""
    assert gain_of_trying(8.5 / 41, (1.5, 8.5), more) == pytest.approx(gain, abs=1e-9)


def test_trying_nothing_gains_nothing():
    assert gain_of_trying(8.5 / 41, (1.5, 8.5), 0) == pytest.approx(0, abs=1e-12)


def test_a_beta_distribution_with_the_same_mean_and_range_is_found_again():
    low, high = beta.ppf([0.025, 0.975], 20, 60)
    found = match_beta(Rate(80, 0.25, low, high))
    assert found == pytest.approx((20, 60), rel=0.05)


@pytest.mark.parametrize(
    ("known", "other", "expected"),
    [
        (0.30, Rate(4, 0.25, 0.05, 0.55), 10),  # little is known of it, and it may be better
        (0.30, Rate(60, 0.10, 0.05, 0.19), 0),  # it is known to be worse
        (0.20, Rate(4, 0.30, 0.10, 0.60), 20),  # it is the best so far: every one of them is no loss
    ],
)
def test_a_trial_pays_where_little_is_known(known, other, expected):
    more, gain = best_trial(known, other, 60)
    assert more == expected
    assert (gain > 0) == (expected > 0)


def test_nothing_can_be_tried_with_no_message_left():
    assert best_trial(0.3, Rate(4, 0.3, 0.05, 0.6), 4) == (0, 0.0)
