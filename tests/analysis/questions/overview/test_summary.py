"""The totals."""

from analysis.ask import ask
from analysis.drilldown import drill_down, list_marks
from tests.analysis.questions.small_search import answered, measured


def test_summary_counts_everything_once() -> None:
    assert answered("summary") == [
        {
            "touches": 4,
            "measured": 4,
            "answered": 3,
            "undated": 0,
            "moved": 0,
            "people": 2,
            "first_on": "2026-03-02",
            "last_on": "2026-03-12",
            "opportunities": 3,
            "screens": 0,
            "interviews": 1,
            "interviews_within": 1,
            "finals": 0,
            "offers": 1,
            "rejections": 1,
        }
    ]


ROUNDS = """event,at,kind,channel,company
touch,2026-03-02,,email,Kites
touch,2026-03-02,,email,Looms
touch,2026-03-02,,email,Boats
touch,2026-03-02,,email,Sheds
milestone,2026-03-10,screen,,Kites
milestone,2026-03-10,interview,,Looms
milestone,2026-03-10,final,,Boats
milestone,2026-03-10,rejected,,Sheds
"""


def test_an_interview_and_a_final_round_are_interviews_and_a_screen_is_none() -> None:
    answer = ask(log := measured(ROUNDS), "summary")
    [row] = answer.rows
    assert (row["screens"], row["interviews"], row["finals"]) == (1, 2, 1)
    [behind] = [drill_down(log, answer, mark) for mark in list_marks(answer) if mark.n == 2]
    assert {each["company"] for each in behind.counted_rows} == {"Looms", "Boats"}
