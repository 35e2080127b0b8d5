"""Whether a thank-you note within a day goes with getting further."""

from datetime import date

import pytest

from analysis.ask import ask
from data.imports.log import import_log
from data.imports.upload import Upload
from tests.analysis.questions.strategies.interviews import TODAY, interview, measured


def test_a_note_counts_when_sent_by_the_end_of_the_next_day() -> None:
    log = measured(interview("A", "2026-04-02") + interview("B", "2026-04-03") + interview("C", "2026-04-01"))
    rows = ask(log, "thank_you_landmark").rows
    assert [(row["note"], row["n"]) for row in rows] == [("within a day", 2), ("none by then", 1)]


def test_an_interview_decided_by_the_next_day_is_left_out() -> None:
    rejected = interview("A") + "2026-04-01,next_steps,A,Analyst,Ann,rejection,2026-04-02\n"
    answer = ask(measured(rejected + interview("B")), "thank_you_landmark")
    assert (sum(row["n"] for row in answer.rows), dict(answer.held_out)) == (
        1,
        {"decided before the next day was over": 1},
    )


def test_ones_own_application_decides_nothing() -> None:
    """A talk in an event's wake, and the form sent in on the day after it: the employer has decided nothing."""
    met = "2026-03-02,introduction,A,Analyst,Ann,interview,2026-04-01\n"
    log = measured(met + "2026-04-02,application,A,Analyst,Ann,,\n" + interview("B", "2026-04-02"))
    answer = ask(log, "thank_you_landmark")
    assert [(row["note"], row["n"]) for row in answer.rows] == [("within a day", 1), ("none by then", 1)]
    assert dict(answer.held_out) == {}


@pytest.mark.parametrize("end", ["rejected", "withdrawn", "offer", "accepted"])
def test_what_ends_the_matter_decides_it_whoever_said_so(end: str) -> None:
    events = (
        "event,at,kind,strategy,company,role\ntouch,2026-03-02,,application,A,Analyst\n"
        f"milestone,2026-04-01,interview,,A,Analyst\nmilestone,2026-04-02,{end},,A,Analyst\n"
    )
    log = import_log(Upload(events.encode(), "log.csv")).measure(today=TODAY, as_of=date(2026, 10, 31))
    assert dict(ask(log, "thank_you_landmark").held_out) == {"decided before the next day was over": 1}


def test_an_interview_too_young_to_judge_is_left_out() -> None:
    answer = ask(measured(interview("A"), as_of=date(2026, 5, 1)), "thank_you_landmark")
    assert (answer.rows, dict(answer.held_out)) == ([], {"too young to judge": 1})


def test_an_offer_after_the_landmark_is_an_offer_and_further() -> None:
    log = measured(interview("A", "2026-04-02", "offer,2026-04-20") + interview("B"))
    [with_note, without] = ask(log, "thank_you_landmark").rows
    assert (with_note["further"], with_note["offers"], without["further"]) == (1, 1, 0)


def test_the_axis_says_what_the_bars_are_shares_of() -> None:
    figure = ask(measured(interview("A", "2026-04-02") + interview("B")), "thank_you_landmark").figure
    assert figure is not None
    assert figure.layout.xaxis.title.text == "got further"


def test_interviews_of_one_side_alone_are_not_held_against_none() -> None:
    log = measured(interview("A") + interview("B"))
    assert ask(log, "thank_you_landmark").verdict == (
        "Nothing to compare: 2 interviews had no note by the end of the next day, none the other way. 0 led further."
    )
