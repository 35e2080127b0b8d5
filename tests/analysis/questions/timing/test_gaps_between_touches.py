"""How long to wait between messages."""

from datetime import date, timedelta

import pytest

from analysis.ask import ask
from tests.analysis.questions.timing.messages import columns, measured


@pytest.mark.parametrize(
    ("days", "gap"),
    [
        *[(0, "2 days or less"), (2, "2 days or less"), (3, "3–5 days"), (5, "3–5 days"), (6, "6–9 days")],
        *[(9, "6–9 days"), (10, "10–14 days"), (14, "10–14 days"), (15, "15 days or more")],
    ],
)
def test_gaps_are_days_between_messages(days: int, gap: str) -> None:
    second = date(2026, 3, 2) + timedelta(days=days)
    log = measured(f"2026-03-02,Ann,A,email,,\n{second},Ann,A,email,yes,{second + timedelta(days=14)}\n")
    assert columns(ask(log, "gaps_between_touches"), "name", "n", "replies", "rate") == [(gap, 1, 1, 1.0)]


def test_a_reply_on_day_15_is_too_late_for_a_gap() -> None:
    log = measured("2026-03-02,Ann,A,email,,\n2026-03-09,Ann,A,email,yes,2026-03-24\n")
    assert columns(ask(log, "gaps_between_touches"), "n", "replies", "rate") == [(1, 0, 0.0)]
