"""Gates: how much it takes before something is said, however often one looks."""

import numpy as np
import pytest

from analysis.statistics import attribution, gates
from analysis.statistics.attribution import Path
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


def test_two_comparisons_on_one_screen_take_more():
    chances = [gates.judge_best(0.988, 0.0, 40, 2, together) for together in (1, 2)]
    assert chances == [Verdict.CLEAR, Verdict.LEANING]


@pytest.mark.parametrize(
    ("offers", "index", "low", "clients", "verdict"),
    [
        (10, 2.0, 1.3, None, Verdict.CLEAR),
        (9, 2.0, 1.3, None, Verdict.TOO_EARLY),
        (10, 2.0, 1.2, None, Verdict.TOO_EARLY),
        (10, 0.5, 0.4, None, Verdict.TOO_EARLY),
        (10, 2.0, 1.3, 9, Verdict.TOO_EARLY),
        (10, 2.0, 1.3, 10, Verdict.CLEAR),
        (100, 2.0, 1.3, None, Verdict.CLEAR),
        (1000, 2.0, 1.3, None, Verdict.TOO_EARLY),
        (1000, 2.0, 1.35, None, Verdict.CLEAR),
    ],
)
def test_a_credit_index_is_clear_half_as_far_again_from_one_as_from_its_lower_end(
    offers, index, low, clients, verdict
):
    """Half as far again on the log scale: 2 is twice 1, and 1.54 times 1.3 (1.54 to the power of 1.5 is 1.9).

    With 1,000 offers it is three quarters: 1.54 to the power of 1.75 is 2.1, and 2 / 1.35 to that power is 1.99.
    """
    assert gates.judge_credit(offers, index, low, clients) == verdict


USE = np.array([0.7, 0.45, 0.3, 0.2, 0.15, 0.1])
BASE = 0.06
HELPS = 3
"""How many opportunities each of six strategies is used in, how many have an offer, and which strategy may help."""


def grow_search(random, most, looks, factor=1.0):
    """The paths of one search at every look, while its opportunities come in: from a sixth of those that `most` offers
    take to all."""
    used = random.random((round(most / BASE), USE.size)) < USE
    odds = BASE / (1 - BASE) * np.where(used[:, HELPS], factor, 1.0)
    won = random.random(len(used)) < odds / (1 + odds)
    done = used @ (1 << np.arange(USE.size))
    for size in np.linspace(len(used) / 6, len(used), looks).astype(int) if looks > 1 else [len(used)]:
        offers, units = (np.bincount(done[:size], weights, 64) for weights in (won[:size], np.ones(size)))
        yield [Path(NAMED[place], offers[place], units[place] - offers[place]) for place in range(1, 64)]


NAMED = [tuple(name for place, name in enumerate("abcdef") if bits >> place & 1) for bits in range(64)]


def list_clear(paths, draws):
    """The strategies whose credit is clear."""
    offers = sum(path.offers for path in paths)
    if offers < 10:
        return []
    rows = attribution.credit_index(paths, draws=draws)
    return [row.strategy for row in rows if gates.judge_credit(offers, row.index, row.low) == Verdict.CLEAR]


def share_misled(random, searches, most, looks, draws):
    """The share of searches without any effect in which some strategy is clear at some look."""
    logs = (grow_search(random, most, looks) for _ in range(searches))
    return np.mean([any(list_clear(paths, draws) for paths in log) for log in logs])


def test_looking_often_at_credit_finds_something_in_at_most_5_of_100():
    """Offers grow from 5 to 30."""
    assert share_misled(np.random.default_rng(12), searches=200, most=30, looks=10, draws=400) <= 0.05


@pytest.mark.long
@pytest.mark.parametrize(("searches", "most"), [(2000, 30), (600, 100)])
def test_looking_30_times_at_credit_finds_something_in_at_most_5_of_100(searches, most):
    assert share_misled(np.random.default_rng(13), searches, most, looks=30, draws=1000) <= 0.05


@pytest.mark.parametrize("searches", [60, pytest.param(400, marks=pytest.mark.long)])
def test_four_times_the_odds_are_called_in_most_searches_with_fifty_offers(searches):
    random = np.random.default_rng(14)
    last = [next(grow_search(random, 36, looks=1, factor=4)) for _ in range(searches)]
    assert np.mean([sum(path.offers for path in paths) for paths in last]) == pytest.approx(50, abs=3)
    assert np.mean(["d" in list_clear(paths, 1000) for paths in last]) > 0.7
