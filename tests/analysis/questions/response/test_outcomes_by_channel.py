"""Replies, interviews and offers by channel, beside each other."""

from __future__ import annotations

import pytest

from analysis.ask import ask
from analysis.question import Row
from tests.analysis.questions.small_search import answered, measured

LOG = """event,at,kind,company,role,strategy,channel,contact
touch,2026-03-01,,Alder,Analyst,application,website,Ada
reply,2026-03-04,positive,Alder,Analyst,,,Ada
milestone,2026-03-10,interview,Alder,Analyst,,,
touch,2026-03-11,,Alder,Analyst,thank_you,letter,Ada
milestone,2026-03-20,offer,Alder,Analyst,,,
touch,2026-03-01,,Birch,Analyst,application,website,Bo
touch,2026-03-08,,Birch,Analyst,next_steps,email,Bo
reply,2026-03-09,rejection,Birch,Analyst,,,Bo
touch,2026-03-02,,Cedar,Analyst,introduction,email,Cy
milestone,2026-03-12,screen,Cedar,Analyst,,,
touch,2026-03-02,,Dogwood,Analyst,introduction,email,Di
milestone,2026-03-30,offer,Dogwood,Analyst,,,
touch,2026-04-01,,Dogwood,Analyst,conversation,phone,Di
"""
"""Alder: website → reply, interview → letter → offer. Birch: website, email → refused. Cedar: email → a phone screen.
Dogwood: email → an offer, and nothing said of an interview → a call."""

COLUMNS = (
    *("name", "n", "measured", "replies", "before_interview", "interviews", "interview_rate"),
    *("before_offer", "offers", "offer_rate"),
)


def outcomes(rows: list[Row]) -> list[tuple[object, ...]]:
    return [tuple(row[name] for name in COLUMNS) for row in rows]


def test_replies_interviews_and_offers_stand_beside_each_other() -> None:
    assert outcomes(answered("outcomes_by_channel", LOG)) == [
        ("website", 2, 2, 1, 2, 1, 0.5, 2, 1, 0.5),
        ("email", 3, 3, 1, 3, 1, pytest.approx(1 / 3), 3, 1, pytest.approx(1 / 3)),
        ("letter", 1, 1, 0, 0, 0, None, 1, 1, 1.0),
        ("phone", 1, 1, 0, 0, 0, None, 0, 0, None),
    ]


def test_they_are_sorted_by_what_is_chosen() -> None:
    by_offers = [row["name"] for row in answered("outcomes_by_channel", LOG, sort="offers")]
    assert by_offers == ["letter", "website", "email", "phone"]


def test_the_sentence_says_after_what_interviews_and_offers_followed() -> None:
    assert ask(measured(LOG), "outcomes_by_channel").verdict == (
        "An interview followed so far in 1 of 2 opportunities with Website and 1 of 3 with E-mail. An offer followed "
        "so far in 1 of 1 opportunity with Letter, 1 of 2 with Website and 1 of 3 with E-mail. One opportunity can "
        "count for several channels, and where ranges overlap the order may be chance. That's what followed, not what "
        "it caused: a channel may be chosen because a lead is strong."
    )


def test_all_together_they_are_the_totals_of_the_search() -> None:
    [row] = answered("outcomes_by_channel", LOG, by="all")
    assert outcomes([row]) == [("all", 4, 4, 2, 4, 2, 0.5, 4, 2, 0.5)]
    assert ask(measured(LOG), "outcomes_by_channel", by="all").verdict.startswith(
        "An interview followed so far in 2 of 4 opportunities. An offer followed so far in 2 of 4 opportunities."
    )


def test_the_reply_rate_is_the_one_per_opportunity() -> None:
    rates = {row["name"]: row["rate"] for row in answered("response_by_channel", LOG, per="opportunity")}
    assert {row["name"]: row["reply_rate"] for row in answered("outcomes_by_channel", LOG)} == rates


def test_where_nobody_noted_what_came_of_it_nothing_is_taken_for_none() -> None:
    log = "sent_at,channel,company\n2026-03-01,email,Alder\n2026-03-02,email,Birch\n"
    [row] = answered("outcomes_by_channel", log)
    assert (row["replies"], row["reply_rate"], row["interviews"], row["offers"]) == (None, None, None, None)
    assert ask(measured(log), "outcomes_by_channel").verdict == (
        "Your log doesn't tell of interviews or offers. Add a column that says what came of each."
    )


def test_where_it_could_be_noted_none_is_none() -> None:
    log = "sent_at,channel,company,outcome\n2026-03-01,email,Alder,rejection\n2026-03-02,email,Birch,\n"
    assert ask(measured(log), "outcomes_by_channel").verdict == "No interview and no offer has followed yet."
