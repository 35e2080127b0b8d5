"""How far each opportunity came."""

from datetime import date

from analysis.ask import ask
from analysis.filters import Filters
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.analysis.questions.small_search import answered, measured


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


STEPS_ALONE = """event,id,touch,at,kind,company,contact,channel
touch,1,,2026-03-02,,Acme,Ada,email
milestone,,,2026-03-09,interview,Beta,,
milestone,,,2026-03-19,offer,Beta,,
milestone,,,2026-03-11,screen,Gamma,,
"""


def test_opportunities_of_which_only_steps_are_known_are_in_the_journey_as_in_the_totals() -> None:
    moves = [(row["source"], row["target"], row["opportunities"]) for row in answered("journey", STEPS_ALONE)]
    assert moves == [
        ("unsent", "screen", 1),
        ("unsent", "interview", 1),
        ("contacted", "no answer", 1),
        ("screen", "open", 1),
        ("interview", "offer", 1),
    ]
    [totals] = answered("summary", STEPS_ALONE)
    assert [totals[name] for name in ("opportunities", "screens", "interviews", "offers")] == [3, 1, 1, 1]
    assert [
        (row["offer"], row["company"], row["touch"]) for row in answered("paths_to_offers", STEPS_ALONE)
    ] == [(1, "Beta", None)]


def test_a_filter_leaves_opportunities_without_touches_out_of_the_journey_and_of_the_totals() -> None:
    emails = Filters(channels=("email",))
    [row] = ask(measured(STEPS_ALONE), "journey", emails).rows
    assert (row["source"], row["opportunities"]) == ("contacted", 1)
    assert ask(measured(STEPS_ALONE), "summary", emails).rows[0]["opportunities"] == 1
