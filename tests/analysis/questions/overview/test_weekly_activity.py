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


def test_touches_without_a_date_are_counted_beside_the_weeks() -> None:
    log = measured("sent_at,company,contact\n2026-03-02,Acme,Ada\n,Beta,Bo\n,Gamma,Gus\n")
    answer = ask(log, "weekly_activity")
    assert [(row["week"], row["touches"]) for row in answer.rows] == [("2026-03-02", 1)]
    assert (answer.n, answer.held_out) == (1, {"undated": 2})
    assert ask(log, "summary").rows[0]["touches"] == 3
