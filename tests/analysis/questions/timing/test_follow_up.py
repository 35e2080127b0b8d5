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


def test_advice_is_a_rule_of_thumb_until_ten_were_watched_through_the_horizon() -> None:
    young = measured(sent(20, 1) + sent(20), as_of=date(2026, 3, 14))
    answer = ask(young, "follow_up")
    assert answer.verdict == (
        "Follow up after 7 days of silence and stop waiting after 30: a rule of thumb, not your data. "
        "Fewer than 10 messages have been watched for 30 days yet."
    )
    assert {row["until"] for row in answer.rows if row["t"] < 12} == {12}
