"""What followed each strategy."""

from analysis.ask import ask
from analysis.question import Row
from tests.analysis.questions.small_search import answered, measured

STEPS = """event,at,kind,company,role,strategy,channel
touch,2026-03-01,,Alder,Analyst,application,email
milestone,2026-03-05,screen,Alder,Analyst,,
touch,2026-03-06,,Alder,Analyst,thank_you,email
touch,2026-03-01,,Birch,Analyst,application,email
milestone,2026-03-10,interview,Birch,Analyst,,
touch,2026-03-10,,Birch,Analyst,thank_you,email
milestone,2026-03-20,final,Birch,Analyst,,
touch,2026-03-21,,Birch,Analyst,thank_you,email
milestone,2026-03-28,offer,Birch,Analyst,,
touch,2026-03-01,,Cedar,Analyst,application,email
milestone,2026-03-12,interview,Cedar,Analyst,,
touch,2026-03-13,,Cedar,Analyst,thank_you,email
touch,2026-03-01,,Dogwood,Analyst,application,email
milestone,2026-03-25,offer,Dogwood,Analyst,,
touch,2026-03-27,,Dogwood,Analyst,conversation,phone
touch,2026-03-01,,Elm,Analyst,application,email
"""
"""Alder: a phone screen, no interview. Birch: interview, final round, offer. Cedar: an interview. Dogwood: an offer,
and nothing said of an interview. Elm: nothing."""


def what_followed(rows: list[Row]) -> list[tuple[object, ...]]:
    """Of each row: strategy, stage, opportunities, and how many had an interview, got further, had an offer."""
    keys = ("strategy", "stage", "n", "interviews", "further", "offers")
    return [tuple(row[key] for key in keys) for row in rows]


def test_offers_by_strategy_counts_what_followed() -> None:
    assert what_followed(answered("offers_by_strategy")) == [
        ("application", "prospect", 2, 1, 1, 1),
        ("introduction", "prospect", 1, 0, 0, 0),
        ("thank_you", "interview", 1, None, 1, 1),
    ]


def test_accepting_an_offer_is_no_offer_that_followed_what_was_sent_in_between() -> None:
    told = """event,at,kind,company,role,strategy,channel
touch,2026-03-01,,Kites,Analyst,application,email
milestone,2026-04-01,offer,Kites,Analyst,,
touch,2026-04-03,,Kites,Analyst,conversation,phone
milestone,2026-04-10,accepted,Kites,Analyst,,
"""
    rows = answered("offers_by_strategy", told)
    assert [(row["strategy"], row["offers"]) for row in rows] == [("application", 1), ("conversation", None)]


def test_an_interview_is_asked_about_before_it_and_an_offer_and_further_steps_always() -> None:
    assert what_followed(answered("offers_by_strategy", STEPS)) == [
        ("application", "prospect", 5, 3, 4, 2),
        ("thank_you", "screen", 1, 0, 0, 0),
        ("thank_you", "interview", 2, None, 1, 1),
        ("thank_you", "final", 1, None, 1, 1),
        ("conversation", "offer", 1, None, None, None),
    ]


def test_what_came_before_offers_is_said_of_the_stage_after_which_most_followed() -> None:
    """With zeros, and the most used first."""
    said = ask(measured(STEPS), "offers_by_strategy").verdict
    assert said.startswith("Before applying, an offer followed in 2 of 5 opportunities with an application. ")
    later = STEPS.replace("2026-03-28,offer", "2026-03-28,rejected").replace(
        "2026-03-25,offer", "2026-03-25,rejected"
    )
    assert ask(measured(later), "offers_by_strategy").verdict.startswith(
        "Nothing you sent has come before an offer yet. Before applying, another step followed in 3 of 5 opportunities "
        "with an application. "
    )


def test_steps_on_an_unknown_day_came_after_what_was_sent_at_an_earlier_stage() -> None:
    """Two interviews without a day: one noted on the application's row, one beside a dated phone screen."""
    log = """company,sent_at,strategy,stage,outcome
Alder,2026-03-01,application,applied,interview
Birch,2026-03-01,application,applied,offer
Cedar,2026-03-01,thank_you,interview,interview
"""
    assert what_followed(answered("offers_by_strategy", log)) == [
        ("application", "applied", 2, 2, 2, 1),
        ("thank_you", "interview", 1, None, 0, 0),
    ]


def test_accepting_an_offer_is_no_further_step_after_what_was_sent_at_an_earlier_stage() -> None:
    """The log says that it still stood at the final round, though the offer had come."""
    log = """event,at,kind,company,role,strategy,channel,stage
touch,2026-03-01,,Kites,Analyst,application,email,prospect
milestone,2026-04-01,offer,Kites,Analyst,,,
touch,2026-04-03,,Kites,Analyst,conversation,phone,final
milestone,2026-04-10,accepted,Kites,Analyst,,,
"""
    assert what_followed(answered("offers_by_strategy", log)) == [
        ("application", "prospect", 1, 1, 1, 1),
        ("conversation", "final", 1, None, 0, 0),
    ]
