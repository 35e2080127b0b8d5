"""How far each opportunity came."""

from datetime import date

from analysis.ask import ask
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.analysis.questions.small_search import answered


def test_the_journey_is_followed_to_where_each_opportunity_stands() -> None:
    moves = [(row["source"], row["target"], row["opportunities"]) for row in answered("journey")]
    assert moves == [
        ("contacted", "no answer", 1),
        ("applied", "answered", 2),
        ("answered", "interview", 1),
        ("answered", "rejected", 1),
        ("interview", "offer", 1),
    ]


STATUSES = b"""Company,Date,Status
A,2026-03-02,blue
B,2026-03-02,Phone screen
C,2026-03-02,Offer
D,2026-03-04,Applied
"""


def test_a_screen_is_a_step_of_its_own_and_what_nobody_can_read_is_not_known() -> None:
    log = import_log(Upload(STATUSES, "log.csv")).measure(today=date(2026, 11, 30))
    moves = [(row["source"], row["target"], row["opportunities"]) for row in ask(log, "journey").rows]
    assert moves == [
        ("applied", "answered", 2),
        ("applied", "no answer", 1),
        ("applied", "unknown", 1),
        ("answered", "screen", 1),
        ("answered", "interview", 1),
        ("screen", "open", 1),
        ("interview", "offer", 1),
    ]
