import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from analysis.statistics.rates import Rate, wilson
from analysis.statistics.survival import (
    DayRange,
    at_risk,
    day_by_which,
    find_reach,
    incidence_by_day,
    maturity,
    reply_curve,
    reply_share,
    reply_share_after_silence,
)

# Weeks in remission under 6-MP: Freireich et al. (1963), Blood 21:699. Relapses and censorings by week.
FREIREICH = [
    *[
        (6, 3, 1),
        (7, 1, 0),
        (9, 0, 1),
        (10, 1, 1),
        (11, 0, 1),
        (13, 1, 0),
        (16, 1, 0),
        (17, 0, 1),
        (19, 0, 1),
    ],
    *[(20, 0, 1), (22, 1, 0), (23, 1, 0), (25, 0, 1), (32, 0, 2), (34, 0, 1), (35, 0, 1)],
]
OUTREACH = [
    *[(0, 3, 2), (1, 4, 1), (2, 2, 0), (3, 2, 3), (4, 1, 0), (5, 1, 2)],
    *[(7, 1, 0), (9, 0, 4), (10, 1, 0), (14, 1, 5), (20, 0, 6), (30, 0, 12)],
]
RIVALS = [
    *[(0, 3, 0, 1), (1, 4, 0, 1), (2, 2, 1, 0), (3, 2, 1, 2), (5, 1, 2, 1)],
    *[(7, 1, 1, 3), (10, 1, 2, 2), (14, 1, 2, 4), (30, 0, 1, 15)],
]


def expanded(rows):
    """One duration and one kind of end for each touch, as libraries want them; the last is censored."""
    days = [day for day, *counts in rows for count in counts for _ in range(count)]
    kinds = [*range(1, len(rows[0]) - 1), 0]
    ends = [kind for _, *counts in rows for kind, n in zip(kinds, counts, strict=True) for _ in range(n)]
    return np.array(days, dtype=float), np.array(ends)


def test_curve_matches_the_textbook_values_of_freireich_1963():
    left = {point.day: 1 - point.replied.value for point in reply_curve(FREIREICH)}
    published = {6: 0.8571, 7: 0.8067, 10: 0.7529, 13: 0.6902, 16: 0.6275, 22: 0.5378, 23: 0.4482}
    assert {day: left[day] for day in published} == pytest.approx(published, abs=5e-5)


def test_curve_matches_lifelines_0_30_on_freireich_1963():
    left = [1 - reply_share(FREIREICH, day).value for day in (6, 7, 10, 13, 16, 22, 23)]
    lifelines = [0.857142857142857, 0.8067226890756299, 0.7529411764705878, 0.6901960784313722]
    lifelines += [0.6274509803921566, 0.5378151260504199, 0.44817927170868327]
    assert left == pytest.approx(lifelines, abs=1e-12)


def test_curve_and_its_variance_equal_lifelines_on_single_touches():
    lifelines = pytest.importorskip("lifelines")
    days, ends = expanded(OUTREACH)
    theirs = lifelines.KaplanMeierFitter().fit(days, ends)
    points = reply_curve(OUTREACH)
    left = theirs.survival_function_["KM_estimate"].loc[[point.day for point in points]]
    assert [1 - point.replied.value for point in points] == pytest.approx(left.tolist(), abs=1e-12)
    assert [point.at_risk for point in points] == theirs.event_table["at_risk"].iloc[-len(points) :].tolist()


@pytest.mark.parametrize(
    ("day", "replied", "n", "low", "high"),
    [
        (3, 0.22450252635518686, 48.79674973464201, 0.13010957791127842, 0.35910627335236517),
        (7, 0.29444935731138566, 46.78446101218953, 0.1835271900136718, 0.4365655980032046),
        (14, 0.3508934087264748, 43.60004698737687, 0.22662671412862673, 0.4993071796244967),
        (30, 0.3508934087264748, 43.60004698737687, 0.22662671412862673, 0.4993071796244967),
    ],
)
def test_reply_by_day_has_wilsons_range_on_greenwoods_effective_n(day, replied, n, low, high):
    rate = reply_share(OUTREACH, day)
    assert (rate.value, rate.n, rate.low, rate.high) == pytest.approx((replied, n, low, high), abs=1e-9)


def test_points_say_how_many_were_still_watched():
    assert {point.day: point.at_risk for point in reply_curve(OUTREACH)}[7] == at_risk(OUTREACH, 6) == 30


def test_without_censoring_it_is_plain_wilson():
    rate, plain = reply_share([(2, 3, 0), (30, 0, 17)], 14), wilson(3, 20)
    assert (rate.n, rate.low, rate.high) == pytest.approx((20, plain.low, plain.high), abs=1e-12)


def test_when_everybody_replied_it_is_plain_wilson_too():
    rate, plain = reply_share([(1, 1, 0), (3, 5, 0)], 14), wilson(6, 6)
    assert (rate.value, rate.low) == pytest.approx((1, plain.low), abs=1e-12)


def test_the_naive_rate_counts_young_touches_as_refusals():
    young = [(2, 10, 0), (3, 0, 80), (30, 0, 10)]
    assert reply_share(young, 30).value == pytest.approx(10 / 100)
    assert reply_share([(0, 0, 50), *young, (9, 5, 0)], 30).value > 15 / 155


def test_replies_after_the_horizon_are_not_replies_within_it():
    assert reply_share([(2, 3, 0), (40, 9, 8)], 30) == reply_share([(2, 3, 0), (40, 0, 17)], 30)


def test_no_reply_yet_is_not_zero_for_certain_as_lifelines_says():
    lifelines = pytest.importorskip("lifelines")
    theirs = lifelines.KaplanMeierFitter().fit([5, 9, 12], [0, 0, 0]).confidence_interval_
    assert theirs.iloc[-1].tolist() == [1, 1]
    assert reply_share([(5, 0, 1), (9, 0, 1), (12, 0, 1)], 12).high > 0.5


def test_no_reply_to_touches_of_yesterday_says_almost_nothing():
    assert reply_share([(0, 0, 31)], 30) == wilson(0, 1)
    assert reply_share([(30, 0, 31)], 30) == wilson(0, 31)


def test_nothing_sent_is_unknown():
    assert reply_share([], 30) == reply_share_after_silence(OUTREACH, 30, 60) == Rate(0, None, 0, 1)
    assert reply_curve([]) == []


def test_where_nobody_is_watched_any_more_the_curve_stays_as_it_is():
    answered, nobody = reply_curve([(0, 1, 0), (1, 0, 0)])
    assert (nobody.replied, nobody.at_risk) == (answered.replied, 0)


def test_order_and_splitting_of_rows_do_not_matter():
    split = [(day, part, 0) for day, replies, _ in OUTREACH for part in [1] * replies]
    split += [(day, 0, silent) for day, _, silent in OUTREACH]
    assert reply_curve(split[::-1]) == reply_curve(OUTREACH)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_the_curve_never_falls_and_stays_within_its_range(days):
    points = [point for point in reply_curve(days) if point.replied.value is not None]
    values = [point.replied.value for point in points]
    assert values == sorted(values)
    assert all(
        0 <= p.replied.low <= p.replied.value + 1e-12 <= p.replied.high + 2e-12 <= 1 + 2e-12 for p in points
    )


def test_negative_days_are_refused():
    with pytest.raises(ValueError, match="negative"):
        reply_share([(-1, 1, 0)], 30)


@pytest.mark.parametrize(("day", "chance"), [(3, 0.16298039215686266), (7, 0.08), (10, 1 / 24), (14, 0.0)])
def test_reply_after_silence_is_the_rest_of_the_curve(day, chance):
    left = [1 - reply_share(OUTREACH, when).value for when in (day, 30)]
    assert reply_share_after_silence(OUTREACH, day, 30).value == pytest.approx(chance, abs=1e-12)
    assert reply_share_after_silence(OUTREACH, day, 30).value == pytest.approx(
        1 - left[1] / left[0], abs=1e-12
    )


def test_reply_after_silence_has_wilsons_range_too():
    rate = reply_share_after_silence(OUTREACH, 7, 30)
    assert rate == reply_share([row for row in OUTREACH if row[0] > 7], 30)
    assert (rate.low, rate.high) == pytest.approx((0.022220401284847535, 0.24966108950395316), abs=1e-9)


def test_maturity_without_any_reply_counts_days():
    assert maturity(np.array([0.0, 14.0, 29.0, 99.0]), 29, like=[(5, 0, 3)]).tolist() == [1 / 30, 0.5, 1, 1]


@pytest.mark.parametrize(("share", "day"), [(0.5, 2), (0.8, 7), (0.9, 10)])
def test_day_by_which_a_share_of_the_replies_has_come(share, day):
    assert day_by_which(OUTREACH, share, 30).day == day


@pytest.mark.parametrize(("share", "low", "high"), [(0.5, 1, 5), (0.8, 3, 14)])
def test_day_by_which_has_the_bayesian_bootstrap_range(share, low, high):
    days = day_by_which(OUTREACH, share, 30)
    assert (days.low, days.high) == (low, high)


def test_day_by_which_is_the_same_every_time_and_counts_no_reply_beyond_the_horizon():
    assert day_by_which(OUTREACH, 0.5, 30) == day_by_which(OUTREACH, 0.5, 30)
    assert day_by_which([(3, 1, 0), (50, 9, 0)], 0.9, 30) == DayRange(3, 3, 3)


def test_day_by_which_is_unknown_without_replies():
    assert day_by_which([(3, 0, 5), (50, 9, 0)], 0.5, 30) is None


def test_median_of_lifelines_is_infinite_where_most_never_reply():
    lifelines = pytest.importorskip("lifelines")
    assert lifelines.KaplanMeierFitter().fit(*expanded(OUTREACH)).median_survival_time_ == np.inf
    assert day_by_which(OUTREACH, 0.5, 30).day == 2


def test_cumulative_incidence_equals_statsmodels():
    theirs = CumIncidenceRight(*expanded(RIVALS))
    for kind in (0, 1):
        ours = [incidence_by_day(RIVALS, day)[kind] for day in theirs.times]
        values = [rate.value for rate in ours]
        errors = [(rate.value * (1 - rate.value) / rate.n) ** 0.5 for rate in ours]
        assert values == pytest.approx(theirs.cinc[kind], abs=1e-12)
        assert errors == pytest.approx(theirs.cinc_se[kind], abs=1e-12)


def test_cumulative_incidence_matches_the_closed_form_and_not_kaplan_meier():
    found = [incidence_by_day(RIVALS, day)[0].value for day in (7, 14, 30)]
    expected = [0.24966712166712168, 0.2981174421174421, 0.2981174421174421]
    assert found == pytest.approx(expected, abs=1e-12)
    censored = reply_share([(day, first, second + silent) for day, first, second, silent in RIVALS], 30).value
    assert censored == pytest.approx(0.31187350615922027, abs=1e-12)


@pytest.mark.filterwarnings("ignore:Tied event times")
def test_lifelines_aalen_johansen_drops_events_at_day_0():
    lifelines = pytest.importorskip("lifelines")
    theirs = lifelines.AalenJohansenFitter(seed=1).fit(*expanded(RIVALS), event_of_interest=1)
    assert theirs.cumulative_density_.iloc[-1, 0] < 0.29
    assert incidence_by_day(RIVALS, 30)[0].value > 0.298


def test_both_kinds_of_end_add_up_to_the_curve():
    both = [(day, first + second, silent) for day, first, second, silent in RIVALS]
    for point in reply_curve(both):
        one, other = incidence_by_day(RIVALS, point.day)
        assert one.value + other.value == pytest.approx(point.replied.value, abs=1e-12)


def test_cumulative_incidence_without_censoring_is_plain_wilson():
    first, _ = incidence_by_day([(1, 3, 4, 0), (2, 2, 1, 0), (9, 0, 0, 10)], 9)
    assert (first.n, first.low) == pytest.approx((20, wilson(5, 20).low), abs=1e-9)


def test_a_kind_that_has_not_come_yet_keeps_a_range():
    _, second = incidence_by_day([(0, 1, 0, 9)], 0)
    assert second.value == 0
    assert second.high == pytest.approx(wilson(0, 10).high)


def test_a_kind_that_has_not_come_from_young_touches_is_nearly_unknown():
    positive, other = incidence_by_day([(2, 0, 1, 0), (2, 0, 0, 30)], 29)
    assert positive.high == pytest.approx(wilson(0, 4).high)
    assert other.value == pytest.approx(1 / 31)


def test_what_came_after_the_horizon_has_not_come_within_it():
    assert incidence_by_day([(40, 5, 5, 10)], 30) == (wilson(0, 20), wilson(0, 20))
    assert incidence_by_day([], 30) == (Rate(0, None, 0, 1), Rate(0, None, 0, 1))


def test_incidence_at_a_horizon_is_the_last_day_before_it():
    assert incidence_by_day(RIVALS, 12)[0] == incidence_by_day(RIVALS, 10)[0]


def world(random, touches):
    """Day counts of a growing search: 18 % reply sooner or later, after Weibull(0.7, 6 days)."""
    delay = np.floor(6 * random.weibull(0.7, touches))
    delay[random.random(touches) > 0.18] = np.inf
    watched = np.floor(60 * random.random(touches) ** 2)
    return [(min(d, w), float(d <= w), float(d > w)) for d, w in zip(delay, watched, strict=True)]


TRUTH = 0.18 * (1 - np.exp(-((31 / 6) ** 0.7)))


def test_the_naive_share_is_too_low_and_the_curve_is_not():
    random = np.random.default_rng(3)
    logs = [world(random, 60) for _ in range(400)]
    naive = np.mean([sum(replies for day, replies, _ in log if day <= 30) / 60 for log in logs])
    ours = np.mean([reply_share(log, 30).value for log in logs])
    assert naive < TRUTH - 0.02
    assert ours == pytest.approx(TRUTH, abs=0.01)


def coverage(touches, runs):
    random = np.random.default_rng(4)
    rates = [reply_share(world(random, touches), 30) for _ in range(runs)]
    return np.mean([rate.low <= TRUTH <= rate.high for rate in rates])


def test_range_covers_the_truth_with_few_touches():
    assert 0.93 <= coverage(20, 400) <= 1


@pytest.mark.long
@pytest.mark.parametrize("touches", [8, 20, 60])
def test_range_covers_the_truth_at_every_size(touches):
    assert 0.935 <= coverage(touches, 10_000) <= 0.985


@pytest.mark.parametrize(
    ("days", "reach"),
    [
        ([], 0),  # nobody
        ([(0, 0, 3)], 0),  # sent on the data date
        ([(9, 3, 0), (31, 0, 5)], 30),  # few, none of them lost
        ([(3, 142, 0), (7, 0, 275), (20, 3, 0)], 7),  # nearly all followed up on day 7
        ([(7, 0, 100), (12, 0, 1), (31, 0, 9)], 12),  # ten until day 12, then nine of 110
        ([(7, 0, 4), (31, 0, 4)], 30),  # half are still watched
        ([(7, 0, 5), (31, 0, 4)], 7),  # fewer than half
        ([(2, 9, 0), (4, 0, 1), (31, 0, 1)], 30),  # nearly all replied
        ([(2, 5, 0)], 30),  # all replied
        ([(7, 0, 100), (12, 0.3, 0.7), (31, 0, 9)], 12),  # parts of replies on an unknown day
    ],
)
def test_a_rate_reaches_as_far_as_enough_are_watched(days, reach):
    assert find_reach(days, 30) == reach


def plain_curve(days):
    """The same curve day by day, each time from all counts: what `reply_curve` is held against."""
    return [
        (
            day,
            sum(replies + silent for when, replies, silent in days if when >= day),
            sum(replies for when, replies, _ in days if when == day),
            reply_share(days, day),
        )
        for day in sorted({when for when, _, _ in days})
    ]


DAY_COUNTS = st.lists(
    st.tuples(st.integers(0, 60), st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=30
)


@given(DAY_COUNTS)
def test_a_curve_from_an_array_is_the_one_counted_day_by_day(days):
    found = [
        (point.day, point.at_risk, point.replies, point.replied) for point in reply_curve(np.array(days))
    ]
    assert found == plain_curve(days)


@given(DAY_COUNTS, st.randoms(use_true_random=False))
def test_a_range_of_days_is_the_same_in_any_order_of_the_counts(days, random):
    shuffled = random.sample(days, len(days))
    assert day_by_which(np.array(shuffled), 0.8, 30) == day_by_which(days, 0.8, 30)


def test_on_which_days_after_the_horizon_replies_came_changes_no_range():
    early = [(day, 0.3, 0.1) for day in range(31)]
    ranges = {day_by_which([*early, (later, 1, 0), (90, 0, 3)], 0.5, 30) for later in range(31, 50)}
    assert len(ranges) == 1
