import pytest

from analysis.statistics.planning import STEPS, assurance, more_needed


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


def test_equal_groups_are_never_settled():
    assert more_needed([10, 9], [60, 60]) is None
