import pytest

from analysis.statistics.follow_up_timing import Advice, follow_up_day, stop_day

OUTREACH = [
    *[(0, 3, 2), (1, 4, 1), (2, 2, 0), (3, 2, 3), (4, 1, 0), (5, 1, 2)],
    *[(7, 1, 0), (9, 0, 4), (10, 1, 0), (14, 1, 5), (20, 0, 6), (30, 0, 12)],
]


def test_follow_up_comes_when_four_in_five_replies_have_come():
    assert follow_up_day(OUTREACH, 30) == Advice(7, measured=True)


@pytest.mark.parametrize(("reply_day", "day"), [(0, 3), (25, 14)])
def test_follow_up_stays_between_3_and_14_days(reply_day, day):
    assert follow_up_day([(reply_day, 20, 0), (30, 0, 20)], 30) == Advice(day, measured=True)


def test_stop_when_fewer_than_two_percent_of_the_silent_still_answer():
    assert stop_day(OUTREACH, 30) == Advice(14, measured=True)


@pytest.mark.parametrize("days", [[], [(2, 14, 0), (30, 0, 40)], [(2, 15, 0), (20, 1, 0), (30, 0, 8)]])
def test_stop_is_a_rule_of_thumb_with_few_replies_or_few_watched(days):
    assert stop_day(days, 30) == Advice(30, measured=False)


def test_follow_up_is_a_rule_of_thumb_with_few_replies():
    assert follow_up_day([(2, 14, 0), (30, 0, 40)], 30) == Advice(7, measured=False)
