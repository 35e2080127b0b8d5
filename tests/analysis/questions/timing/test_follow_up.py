"""When to follow up, and when to stop waiting."""

from datetime import date

import pytest

from analysis.ask import ask
from tests.analysis.questions.timing.messages import ENOUGH, measured, sent


def test_the_chance_of_an_answer_falls_with_silence_and_advice_is_marked() -> None:
    answer = ask(ENOUGH, "follow_up")
    shown = {row["t"]: row for row in answer.rows}
    assert [(shown[t]["at_risk"], shown[t]["chance"]) for t in (0, 1, 12)] == [
        (40, pytest.approx(20 / 40)), (30, pytest.approx(10 / 30)), (20, 0.0),
    ]  # fmt: skip
    assert (shown[7]["follow_up"], shown[12]["stop"]) == (True, True)


def test_advice_starts_with_when_replies_come() -> None:
    assert ask(ENOUGH, "follow_up").verdict == (
        "8 of 10 replies come within 7 days (range 7–12), so follow up after 7 days of silence. Stop waiting after 12 "
        "days: of 20 messages silent for longer, 0% got a reply by day 30 (range 0–16%)."
    )


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (0, "8 of 10 replies come on the day of sending, but don't follow up before 3 days of silence."),
        (1, "8 of 10 replies come within 1 day, but don't follow up before 3 days of silence."),
        (20, "8 of 10 replies come within 20 days, but follow up after 14 days of silence."),
    ],
)
def test_very_soon_or_very_late_replies_don_t_set_the_day(day: int, told: str) -> None:
    assert ask(measured(sent(20, day) + sent(20)), "follow_up").verdict.startswith(told)


def test_advice_is_a_rule_of_thumb_until_ten_were_watched_through_the_horizon() -> None:
    young = measured(sent(20, 1) + sent(20), as_of=date(2026, 3, 14))
    answer = ask(young, "follow_up")
    assert answer.verdict == (
        "Follow up after 7 days of silence and stop waiting after 30: a rule of thumb, not your data. "
        "Fewer than 10 messages have been watched for 30 days yet."
    )
    assert {row["until"] for row in answer.rows if row["t"] < 12} == {12}
