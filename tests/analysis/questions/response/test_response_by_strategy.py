"""Response rates by strategy, at each stage."""

import pytest

from analysis.ask import ask
from tests.analysis.questions.offers.walks import measured
from tests.analysis.questions.small_search import answered


def messages(strategy: str, number: int) -> str:
    return "".join(f"2026-03-02,email,{strategy},{strategy} {n},,applied,,,,\n" for n in range(number))


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ((20, 5, 5), "Only 1 of these 3 lines has 20 messages or more; take the others lightly."),
        ((20, 20, 5), "Only 2 of these 3 lines have 20 messages or more; take the other lightly."),
        ((20, 20, 20), "All of these lines have 20 messages or more."),
        ((5, 5, 5), "None of these 3 lines has 20 messages yet; take them lightly."),
        ((20,), "This line has 20 messages or more."),
        ((5,), "This line has fewer than 20 messages; take it lightly."),
    ],
)
def test_how_many_lines_can_be_read_is_told(numbers: tuple[int, ...], told: str) -> None:
    rows = map(messages, ("news", "introduction", "application"), numbers)
    assert f" {told} " in ask(measured("".join(rows)), "response_by_strategy", per="message").verdict


def test_response_by_strategy_is_split_by_stage() -> None:
    counted = [
        (row["name"], row["stage"], row["n"], row["replies"]) for row in answered("response_by_strategy")
    ]
    assert counted == [
        ("application", "prospect", 2, 2),
        ("introduction", "prospect", 1, 0),
        ("thank_you", "interview", 1, 1),
    ]
