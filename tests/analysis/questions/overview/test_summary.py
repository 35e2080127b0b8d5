"""The totals."""

from tests.analysis.questions.small_search import answered


def test_summary_counts_everything_once() -> None:
    assert answered("summary") == [
        {
            "touches": 4,
            "answered": 3,
            "moved": 0,
            "people": 2,
            "first_on": "2026-03-02",
            "last_on": "2026-03-12",
            "opportunities": 3,
            "interviews": 1,
            "interviews_within": 1,
            "finals": 0,
            "offers": 1,
            "rejections": 1,
        }
    ]
