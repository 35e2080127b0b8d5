"""Gates: how much it takes before something is said, however often one looks."""

import numpy as np
import pytest

from analysis.statistics import gates
from analysis.statistics.stratified import Contrast
from analysis.statistics.verdict import Verdict


def contrast(value, error, overlap=40.0, freedom=1e6):
    return Contrast(value, error, freedom, overlap, 100, 0.5 + value / 2, 0.5 - value / 2)


@pytest.mark.parametrize(
    ("value", "error", "overlap", "verdict"),
    [
        (0.31, 0.1, 40, Verdict.CLEAR),
        (0.29, 0.1, 40, Verdict.LEANING),
        (-0.31, 0.1, 40, Verdict.CLEAR),
        (0.12, 0.1, 40, Verdict.TOO_EARLY),
        (0.4, 0.1, 8, Verdict.TOO_EARLY),
        (0.4, 0.1, 4, None),
        (0.01, 0.01, 900, Verdict.SAME),
    ],
)
def test_verdicts(value, error, overlap, verdict):
    assert gates.judge_contrast(contrast(value, error, overlap)) == verdict


def test_fewer_than_ten_clients_allow_no_verdict():
    found = contrast(0.5, 0.05)
    assert [gates.judge_contrast(found, clients=n) for n in (9, 10)] == [Verdict.TOO_EARLY, Verdict.CLEAR]


def test_several_comparisons_together_take_more():
    found = contrast(0.31, 0.1)
    assert (gates.is_clear(found), gates.is_clear(found, together=5)) == (True, False)


def test_few_clusters_take_more():
    assert not gates.is_clear(contrast(0.31, 0.1, freedom=9))


def test_the_boundary_is_that_of_robbins_1970_and_half_as_wide_again_as_a_plain_range():
    assert gates.looking_factor(40) == pytest.approx(3.036, abs=1e-3)
    assert gates.looking_factor(40) / 1.96 == pytest.approx(1.55, abs=0.01)
    assert max(gates.looking_factor(size) for size in (10, 20, 80, 400)) < 3.3


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.4])
def test_looking_60_times_at_equal_groups_finds_something_in_at_most_5_of_100(rate):
    """Two groups grow to 100 each over 60 days; every look has its own counts."""
    random = np.random.default_rng(11)
    sizes = np.linspace(5, 100, 60).round().astype(int)
    seen = random.random((4000, 2, 100)) < rate
    x = seen.cumsum(axis=2)[:, :, sizes - 1]
    shrunk = (x + 0.5) / (sizes + 1)
    error = np.sqrt((shrunk * (1 - shrunk)).sum(axis=1) / sizes)
    factor = np.array([gates.looking_factor(size / 2) if size >= 20 else np.inf for size in sizes])
    wrong = (np.abs(x[:, 0] - x[:, 1]) / sizes > factor * error).any(axis=1).mean()
    assert wrong <= 0.05


@pytest.mark.parametrize(
    ("offers", "shown"), [(0, "paths"), (4, "paths"), (5, "counts"), (9, "counts"), (10, "index")]
)
def test_what_is_shown_of_offers(offers, shown):
    assert gates.attribution_level(offers) == shown


def test_a_credit_index_is_a_claim_only_from_ten_offers_and_above_one():
    verdicts = [gates.judge_credit(9, 1.5), gates.judge_credit(10, 0.99), gates.judge_credit(10, 1.01)]
    assert verdicts == [Verdict.TOO_EARLY, Verdict.TOO_EARLY, Verdict.CLEAR]


def test_two_comparisons_on_one_screen_take_more():
    chances = [gates.judge_best(0.988, 0.0, 40, 2, together) for together in (1, 2)]
    assert chances == [Verdict.CLEAR, Verdict.LEANING]
