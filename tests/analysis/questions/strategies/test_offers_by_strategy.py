"""What followed each strategy."""

from tests.analysis.questions.small_search import answered


def test_offers_by_strategy_counts_what_followed() -> None:
    keys = ("strategy", "stage", "touches", "n", "interviews", "offers")
    assert [tuple(row[key] for key in keys) for row in answered("offers_by_strategy")] == [
        ("application", "prospect", 2, 2, 1, 1),
        ("introduction", "prospect", 1, 1, 0, 0),
        ("thank_you", "interview", 1, 1, 0, 1),
    ]


def test_accepting_an_offer_is_no_offer_that_followed_what_was_sent_in_between() -> None:
    told = """event,at,kind,company,role,strategy,channel
touch,2026-03-01,,Kites,Analyst,application,email
milestone,2026-04-01,offer,Kites,Analyst,,
touch,2026-04-03,,Kites,Analyst,conversation,phone
milestone,2026-04-10,accepted,Kites,Analyst,,
"""
    rows = answered("offers_by_strategy", told)
    assert [(row["strategy"], row["offers"]) for row in rows] == [("application", 1), ("conversation", 0)]
