"""How many more until the next reply, interview and offer."""

from __future__ import annotations

from datetime import date

import pytest
from scipy.stats import binom

from analysis.ask import ask
from analysis.question import Row
from analysis.statistics import planning
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.analysis.questions.small_search import answered, measured

AS_OF = date(2026, 6, 30)


def write_applications(old: int, interviews: int, offers: int = 0, recent: int = 0) -> str:
    """Applications of January, so many of them with an interview and an offer, and others of June."""
    lines = ["sent_at,channel,strategy,company,outcome,outcome_at"]
    for place in range(old):
        outcome = (
            "offer,2026-02-10" if place < offers else "interview,2026-02-01" if place < interviews else ","
        )
        lines.append(f"2026-01-{1 + place % 28:02},website,application,Firm {place},{outcome}")
    lines += [f"2026-06-20,website,application,Late {place},interview,2026-06-25" for place in range(recent)]
    return "\n".join(lines)


def ask_outlook(text: str, step: str) -> str:
    return ask(measured(text), "outlook", step=step).verdict


def step_row(rows: list[Row], step: str) -> Row:
    return next(row for row in rows if row["step"] == step)


def test_two_interviews_of_twenty_take_seven_more_for_an_even_chance_and_eighteen_for_eighty_percent() -> (
    None
):
    """The golden numbers of the beta-binomial after a Jeffreys prior."""
    row = step_row(answered("outlook", write_applications(20, 2)), "interview")
    keys = ("unit", "n", "reached", "recent", "rate", "even", "likely", "published", "published_grade")
    assert [row[key] for key in keys] == ["application", 20, 2, 0, 0.1, 7, 18, pytest.approx(0.036), "A"]
    assert (row["low"], row["high"]) == (pytest.approx(0.0279, abs=1e-4), pytest.approx(0.3010, abs=1e-4))


def test_another_offer_takes_more_interviews() -> None:
    assert "more interviews give an even chance of another offer" in ask_outlook(
        write_applications(30, 12, offers=3), "offer"
    )


def test_the_sentence_says_what_it_takes_and_what_others_published() -> None:
    assert ask_outlook(write_applications(20, 2), "interview") == (
        "2 of 20 applications sent at least 30 days ago came to an interview (10%, range 3–30%). If the next ones go "
        "like these, 7 more applications give an even chance of another interview, and 18 an 80% chance. Published by "
        "others (grade A): A cold online application got a call back in 3.6 of 100 cases. United States, 2011 and "
        "2012, one kind of job."
    )


def test_what_is_recent_is_left_out_by_its_age_whatever_came_of_it() -> None:
    """Three applications of ten days ago with an interview already change nothing."""
    row = step_row(answered("outlook", write_applications(20, 2, recent=3)), "interview")
    assert (row["n"], row["reached"], row["recent"]) == (20, 2, 3)


def test_offers_are_out_of_those_with_an_interview_and_an_offer_implies_one() -> None:
    rows = answered("outlook", write_applications(20, 6, offers=2))
    offer, interview = step_row(rows, "offer"), step_row(rows, "interview")
    assert (interview["n"], interview["reached"]) == (20, 6)
    assert (offer["unit"], offer["n"], offer["reached"], offer["even"]) == ("interview", 6, 2, None)
    assert ask_outlook(write_applications(20, 6, offers=2), "offer").startswith(
        "2 of 6 opportunities with an interview at least 30 days ago came to an offer (33%, range 10–70%). "
        "Published by others (grade B): Small businesses hired 27 of 100 people they interviewed."
    )


def test_none_so_far_says_how_low_the_rate_may_be_and_how_far_the_first_may_be() -> None:
    """With no success shown, the plan would be shown after successes alone, and be too hopeful."""
    row = step_row(answered("outlook", write_applications(20, 0)), "interview")
    assert (row["even"], row["likely"]) == (61, 487)
    assert ask_outlook(write_applications(20, 0), "interview").startswith(
        "None of 20 applications sent at least 30 days ago came to an interview yet, so the rate is probably below "
        "14%. If the next ones go like these, 61 more applications give an even chance of a first interview, and "
        "487 an 80% chance."
    )


def test_below_eight_nothing_is_planned_and_below_five_no_rate_is_called_unlikely() -> None:
    assert "If the next" not in ask_outlook(write_applications(7, 2), "interview")
    assert "If the next" in ask_outlook(write_applications(8, 2), "interview")
    assert ask_outlook(write_applications(4, 0), "interview").startswith(
        "None of 4 applications sent at least 30 days ago came to an interview yet. Published"
    )


@pytest.mark.parametrize("rate", [0.05, 0.1, 0.2, 0.3])
@pytest.mark.parametrize("n", [8, 15, 40])
def test_the_plan_holds_about_as_often_as_it_says(n: int, rate: float) -> None:
    """Over all logs of n applications: how often the next interview comes within the number that was said."""
    even, likely = (
        sum(
            binom.pmf(reached, n, rate)
            * (1 - (1 - rate) ** (planning.enough_for(1, reached, n, chance) or 1000))
            for reached in range(n + 1)
        )
        for chance in (0.5, 0.8)
    )
    assert 0.5 < even < 0.66
    assert 0.8 < likely < 0.88


def test_what_nothing_was_noted_of_is_not_none() -> None:
    """Nothing in this log could say that there was an interview."""
    text = "sent_at,channel,company,replied\n" + "".join(
        f"2026-01-{day:02},email,Firm {day},no\n" for day in range(1, 21)
    )
    assert ask_outlook(text, "interview").startswith(
        "Your log doesn't tell of interviews or offers. Add a column that says what came of each. 0 of 20 messages "
    )
    assert {row["step"] for row in answered("outlook", text)} == {"reply"}
    assert ask(measured(text), "summary").verdict == (
        "20 touches for 20 opportunities so far. Your log doesn't tell of interviews or offers. Add a column that says "
        "what came of each."
    )


def test_replies_are_those_of_the_response_rate() -> None:
    reply = step_row(answered("outlook", write_applications(20, 6)), "reply")
    [rate] = answered("response_by_channel", write_applications(20, 6), by="all")
    assert (reply["n"], reply["rate"], reply["low"], reply["high"]) == (
        rate["n"],
        rate["rate"],
        rate["low"],
        rate["high"],
    )


def test_where_no_interview_came_yet_an_offer_is_not_asked_for() -> None:
    """The furthest step that anything can be said of is told instead."""
    assert ask_outlook(write_applications(20, 0), "offer").startswith(
        "No interview so far, so nothing can be said of offers. None of 20 applications sent at least 30 days ago came "
    )


def test_where_all_is_recent_it_is_too_soon() -> None:
    assert ask_outlook(write_applications(0, 0, recent=3), "interview").startswith(
        "It's too soon to say how many come to an interview: nothing is 30 days old yet. 3 of 3 messages got a reply "
    )


def test_clients_differ_so_nothing_is_planned_for_several() -> None:
    header, *lines = write_applications(20, 4).splitlines()
    text = "\n".join([f"{header},client", *(f"{line},{'ab'[place % 2]}" for place, line in enumerate(lines))])
    row = step_row(answered("outlook", text), "interview")
    assert (row["n"], row["reached"], row["even"], row["likely"]) == (20, 4, None, None)


def test_a_log_without_days_counts_all_so_far() -> None:
    log: MeasuredLog = import_log(
        Upload(b"company,strategy,outcome\nA,application,interview\nB,application,rejection\n", "x.csv")
    ).measure(today=AS_OF, as_of=AS_OF)
    row = step_row(ask(log, "outlook").rows, "interview")
    assert (row["n"], row["reached"], row["dateless"]) == (2, 1, 2)
    assert ask(log, "outlook").verdict.startswith(
        "1 of 2 applications sent so far came to an interview (50%, "
    )
