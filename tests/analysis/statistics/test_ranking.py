import numpy as np
import pytest
from scipy.stats import fisher_exact

from analysis.statistics.gates import clear_p_best
from analysis.statistics.planning import p_best_of_many
from analysis.statistics.ranking import compare_groups, smallest_clear_lead
from analysis.statistics.verdict import Verdict


def test_the_four_verdicts_read_as_fixed():
    assert [*Verdict] == ["Too early", "Leaning", "Clear so far", "No visible difference"]


@pytest.mark.parametrize(
    ("groups", "verdict"),
    [
        ([("email", 3, 60), ("referral", 20, 60)], Verdict.CLEAR),
        ([("email", 1, 25), ("referral", 4, 25)], Verdict.LEANING),
        ([("email", 2, 30), ("referral", 3, 30)], Verdict.TOO_EARLY),
        ([("email", 100, 1000), ("referral", 104, 1000)], Verdict.SAME),
    ],
)
def test_verdict_of_two_channels(groups, verdict):
    assert compare_groups(groups).verdict == verdict


def test_a_clear_lead_of_a_small_group_only_leans():
    comparison = compare_groups([("email", 3, 60), ("referral", 10, 15)])
    assert comparison.p_best > 0.99
    assert comparison.verdict == Verdict.LEANING


def test_a_group_of_four_is_listed_and_not_compared():
    comparison = compare_groups([("email", 3, 60), ("letter", 4, 4), ("referral", 20, 60)])
    assert {row.name: row.p_best is None for row in comparison.groups} == {
        "letter": True,
        "referral": False,
        "email": False,
    }
    assert (comparison.best, comparison.verdict) == ("referral", Verdict.CLEAR)


def test_rows_run_from_the_highest_pooled_rate_down():
    comparison = compare_groups(
        [("email", 6, 80), ("linkedin", 9, 60), ("referral", 5, 12), ("letter", 1, 4)]
    )
    assert [row.name for row in comparison.groups] == ["referral", "letter", "linkedin", "email"]


@pytest.mark.parametrize(
    "groups", [[], [("email", 0, 0)], [("email", 5, 50)], [("email", 5, 50), ("letter", 1, 2)]]
)
def test_one_group_is_never_compared(groups):
    comparison = compare_groups(groups)
    assert (comparison.best, comparison.verdict, comparison.more_needed) == (None, Verdict.TOO_EARLY, None)


def test_the_price_is_what_it_takes_and_nothing_once_it_is_clear():
    assert compare_groups([("email", 1, 15), ("referral", 6, 15)]).more_needed == 50
    assert compare_groups([("email", 10, 60), ("referral", 9, 60)]).more_needed is None
    assert compare_groups([("email", 3, 60), ("referral", 20, 60)]).more_needed is None


def test_a_cohort_of_many_groups_is_judged_without_a_price():
    comparison = compare_groups([(str(i), i % 5, 40) for i in range(30)])
    assert (len(comparison.groups), comparison.more_needed) == (30, None)


def test_the_same_counts_give_the_same_answer():
    groups = [("email", 4, 30.5), ("referral", 2, 28.25)]
    assert compare_groups(groups) == compare_groups(groups)


def test_no_visible_difference_is_for_cohorts():
    assert compare_groups([("email", 0, 25), ("referral", 0, 25)]).verdict != Verdict.SAME


def test_the_fast_p_best_is_the_shipped_one():
    groups = [[(6, 80), (9, 60), (5, 12)], [(1, 25), (4, 25), (2, 25)], [(20, 60), (3, 60), (9, 50)]]
    replies, n = np.array(groups, dtype=float).transpose(2, 0, 1)
    fast = p_best_of_many(replies, n, np.random.default_rng(1))
    for i, group in enumerate(groups):
        rows = compare_groups([(str(k), *counts) for k, counts in enumerate(group)]).groups
        shipped = [row.p_best for row in sorted(rows, key=lambda row: row.name)]
        assert fast[i] == pytest.approx(shipped, abs=0.04)


DAYS = 60


def searches(random, runs, rates):
    """Cumulative replies and touches by run, day and channel: three touches a day, to channels at random."""
    sent = random.multinomial(3, [1 / len(rates)] * len(rates), size=(runs, DAYS))
    return random.binomial(sent, rates).cumsum(axis=1).astype(float), sent.cumsum(axis=1).astype(float)


def called_by_the_rule(replies, n, random):
    """For each run, which channel was ever called clear on any of the days; -1 for none."""
    called = np.full(len(replies), -1)
    for day in range(DAYS):
        open_ = np.flatnonzero((n[:, day].min(axis=1) >= 20) & (called < 0))
        if open_.size:
            best = p_best_of_many(replies[open_, day], n[open_, day], random)
            called[open_] = np.where(best.max(axis=1) >= clear_p_best(n.shape[-1]), best.argmax(axis=1), -1)
    return called


def called_by_fisher(replies, n):
    """For each run, whether the best channel against the rest was ever p < 0.05: the naive daily look."""
    return np.array(
        [
            any(_looks_different(x, k) for x, k in zip(*run, strict=True))
            for run in zip(replies, n, strict=True)
        ]
    )


def _looks_different(x, n):
    if n.min() < 1:
        return False
    best, worst = (x / n).argmax(), (x / n).argmin()
    table = [[x[best], n[best] - x[best]], [x[worst], n[worst] - x[worst]]]
    return fisher_exact(np.array(table, dtype=int)).pvalue < 0.05


@pytest.mark.parametrize(
    "channels", [pytest.param(2, marks=pytest.mark.long), pytest.param(3, marks=pytest.mark.long), 4]
)
def test_looking_every_day_at_equal_channels_rarely_calls_a_winner(channels):
    random = np.random.default_rng(5)
    replies, n = searches(random, 100, [0.15] * channels)
    assert np.mean(called_by_the_rule(replies, n, random) >= 0) <= 0.05
    assert np.mean(called_by_fisher(replies[:20], n[:20])) >= 0.15


@pytest.mark.long
@pytest.mark.parametrize("channels", [2, 3, 4, 6])
def test_looking_every_day_at_so_many_equal_channels_calls_a_winner_in_at_most_5_of_100(channels):
    random = np.random.default_rng(8)
    for rate in (0.1, 0.2, 0.3):
        called = called_by_the_rule(*searches(random, 400, [rate] * channels), random)
        assert np.mean(called >= 0) <= 0.075  # 5 % and two standard errors of 400 runs


@pytest.mark.long
def test_looking_every_day_calls_no_false_winner_and_finds_the_true_one():
    random = np.random.default_rng(6)
    equal, one_better = ([0.15] * 4, [0.10, 0.10, 0.10, 0.30])
    false = called_by_the_rule(*searches(random, 1000, equal), random)
    true = called_by_the_rule(*searches(random, 1000, one_better), random)
    assert np.mean(false >= 0) <= 0.05
    assert np.mean(true == 3) > 0.45
    assert np.mean(true[true >= 0] == 3) > 0.97
    assert np.mean(called_by_fisher(*searches(random, 200, equal))) > 0.25


@pytest.mark.long
def test_the_shipped_rule_calls_no_false_winner_either():
    replies, n = searches(np.random.default_rng(7), 100, [0.15] * 4)
    names = [str(channel) for channel in range(4)]
    ready = [
        (x, k) for x, k in zip(replies[:, 29::10].reshape(-1, 4), n[:, 29::10].reshape(-1, 4), strict=True)
    ]
    verdicts = [compare_groups([*zip(names, x, k, strict=True)]).verdict for x, k in ready]
    assert np.mean([verdict == Verdict.CLEAR for verdict in verdicts]) <= 0.05


@pytest.mark.parametrize(
    "groups",
    [
        [(8, 30), (3, 30)],
        [(12, 40), (9, 60)],
        [(3, 25), (5, 100)],
        [(8, 30), (3, 30), (2, 30)],
        [(8, 30), (3, 30), (4, 40), (1, 25), (3, 22), (2, 30)],
    ],
)
def test_the_smallest_clear_lead_is_clear_and_one_reply_less_is_not(groups):
    _, n = groups[0]
    lead = smallest_clear_lead(groups) + max(replies / size for replies, size in groups[1:])
    others = [(f"group {place}", *group) for place, group in enumerate(groups[1:])]
    verdicts = [compare_groups([("first", lead * n - less, n), *others]).verdict for less in (0, 1)]
    assert verdicts == [Verdict.CLEAR, Verdict.LEANING]


def test_below_twenty_in_any_group_no_lead_is_clear():
    assert smallest_clear_lead([(3, 19), (3, 40)]) is None
    assert smallest_clear_lead([(30, 60), (8, 60), (0, 6)]) is None
