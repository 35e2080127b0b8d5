"""Whether second and third messages get answers."""

from datetime import date

import pytest

from analysis.ask import ask
from analysis.filters import Filters
from analysis.statistics.survival import reply_curve
from tests.analysis.questions.timing.messages import FIVE, columns, measured, world


def test_later_messages_are_counted_among_those_still_silent() -> None:
    answer = ask(FIVE, "replies_by_touch_number")
    assert columns(answer, "touch", "at_risk", "replies", "waiting") == [(1, 4, 1, 2), (2, 1, 1, 0)]
    assert answer.verdict.startswith("Too early: it takes 10 messages")


def test_a_message_after_an_answer_is_no_further_try() -> None:
    log = measured(
        "2026-03-02,Ann,A,email,yes,2026-03-04\n2026-03-09,Ann,A,email,yes,2026-03-10\n"
        "2026-03-02,Ben,B,email,,\n,Ben,B,email,,\n"
    )
    answer = ask(log, "replies_by_touch_number")
    assert columns(answer, "touch", "at_risk", "replies") == [(1, 1, 1)]
    assert dict(answer.held_out) == {
        "another touch to this person has no date": 1, "sent after an answer had come": 1, "undated": 1,
    }  # fmt: skip


def test_a_filter_chooses_messages_and_changes_no_numbers() -> None:
    rows = ask(FIVE, "replies_by_touch_number", Filters(since=date(2026, 3, 5))).rows
    assert [(row["touch"], row["at_risk"], row["replies"]) for row in rows] == [(2, 1, 1)]


def test_the_product_of_hazards_is_the_curve_of_threads_by_their_last_touch() -> None:
    rows = ask(world(), "replies_by_touch_number").rows
    silent = [row["at_risk"] - row["replies"] for row in rows]
    onwards = [row["at_risk"] for row in rows[1:]] + [0]
    threads = [
        (row["touch"], row["replies"], left - later)
        for row, left, later in zip(rows, silent, onwards, strict=True)
    ]
    expected = [point.replied.value for point in reply_curve(threads) if point.at_risk >= 10]
    assert [row["cumulative"] for row in rows if row["at_risk"] >= 10] == pytest.approx(expected)
