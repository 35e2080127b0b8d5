"""How much was sent each week."""

from analysis.ask import ask
from tests.analysis.questions.small_search import SEARCH, answered, measured


def test_weeks_begin_on_monday() -> None:
    assert answered("weekly_activity") == [
        {
            "week": "2026-03-02",
            "channel": "website",
            "touches": 2,
            "measured": 2,
            "answered": 2,
            "undated": 0,
        },
        {"week": "2026-03-09", "channel": "email", "touches": 2, "measured": 2, "answered": 1, "undated": 0},
    ]


def test_few_weeks_are_drawn_without_hours_or_half_touches_between_them() -> None:
    drawn = ask(measured(SEARCH), "weekly_activity").figure
    assert drawn is not None
    assert (drawn.layout.xaxis.tickvals, drawn.layout.yaxis.dtick) == (("2026-03-02", "2026-03-09"), 1)
