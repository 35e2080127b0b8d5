import numpy as np
import pytest

from analysis.statistics.hazard import hazard_by_touch

THREADS = [(1, 30, 60), (2, 14, 40), (3, 6, 30), (4, 2, 12), (5, 0, 6)]


@pytest.mark.parametrize(
    ("number", "at_risk", "hazard", "low", "high"),
    [
        (1, 200, 0.15, 0.10713593562241994, 0.2060557928416666),
        (2, 110, 0.12727272727272726, 0.07734981388846994, 0.2023502106065251),
        (3, 56, 0.10714285714285714, 0.05003935571117071, 0.21468445171071485),
        (4, 20, 0.1, 0.027866481213768196, 0.3010336452284873),
        (5, 6, 0.0, 0.0, 0.39033428790216546),
    ],
)
def test_hazard_is_replies_among_those_still_silent(number, at_risk, hazard, low, high):
    touch = hazard_by_touch(THREADS)[number - 1]
    found = (touch.number, touch.at_risk, touch.hazard.value, touch.hazard.low, touch.hazard.high)
    assert found == pytest.approx((number, at_risk, hazard, low, high), abs=1e-9)


def test_cumulative_matches_lifelines_0_30():
    lifelines = [0.14999999999999947, 0.25818181818181807, 0.3376623376623379]
    lifelines += [0.4038961038961041, 0.4038961038961041]
    assert [touch.cumulative.value for touch in hazard_by_touch(THREADS)] == pytest.approx(
        lifelines, abs=1e-9
    )


def test_product_of_hazards_is_the_curve():
    touches = hazard_by_touch(THREADS)
    left = np.cumprod([1 - touch.hazard.value for touch in touches])
    assert 1 - left == pytest.approx([touch.cumulative.value for touch in touches], abs=1e-12)


def test_order_of_rows_does_not_matter_and_none_is_none():
    assert hazard_by_touch(THREADS[::-1]) == hazard_by_touch(THREADS)
    assert hazard_by_touch([]) == []


def test_counting_by_the_final_number_of_touches_finds_22_percent_where_the_truth_is_10():
    random = np.random.default_rng(1)
    stops, answers = random.geometric(0.4, 40_000), random.geometric(0.1, 40_000)
    last, answered = np.minimum(stops, answers), answers <= stops
    naive = [answered[last == number].mean() for number in (1, 2, 3)]
    rows = [
        (k, float((answered & (last == k)).sum()), float((~answered & (last == k)).sum()))
        for k in range(1, 9)
    ]
    assert naive == pytest.approx([0.22] * 3, abs=0.015)
    assert [touch.hazard.value for touch in hazard_by_touch(rows)[:3]] == pytest.approx([0.1] * 3, abs=0.01)
