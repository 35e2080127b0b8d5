"""How often each strategy was done when it could be."""

from collections import Counter
from dataclasses import replace
from datetime import date

from analysis.ask import ask
from analysis.filters import Filters
from analysis.questions import playbook_rows, scorecard_text
from data.imports.log import import_log
from data.imports.upload import Upload
from data.samples import files
from tests.analysis.questions.playbook.touches import (
    TODAY,
    TOUCHES,
    interview,
    measured,
    note,
    score,
    tip,
    touch,
)


def test_the_scorecard_counts_chances_by_the_clock() -> None:
    log = TOUCHES + interview("A", "2026-04-01") + interview("B", "2026-04-01") + interview("C", "2026-10-31")
    log += note("A", "2026-04-02", replied_at="2026-04-04") + note("B", "2026-04-03")
    row = score(log, "thank_you")
    assert (row["done"], row["possible"], row["open"], row["n"], row["replies"]) == (1, 2, 1, 2, 1)
    assert scorecard_text.describe_done(row) == "1 of 2 interviews had one within a day. 1 more still open."


def test_a_silence_that_is_still_young_is_open() -> None:
    log = (
        TOUCHES
        + touch("2026-10-01", "application", company="A")
        + touch("2026-09-01", "application", company="B")
    )
    log += touch("2026-10-01", "introduction", company="C")
    assert [score(log, "next_steps", date(2026, 10, 9))[name] for name in ("done", "possible", "open")] == [
        0,
        1,
        1,
    ]


def test_what_was_never_possible_says_so() -> None:
    log = TOUCHES + touch("2026-04-01", "introduction")
    assert scorecard_text.describe_done(score(log, "thank_you")) == (
        "Not possible yet: it follows an interview, and your log has none with a date."
    )


def test_what_followed_counts_as_in_the_answer_on_offers() -> None:
    log = (
        TOUCHES
        + interview("A")
        + note("A", "2026-04-02", outcome="offer", outcome_at="2026-04-20")
        + interview("B")
        + note("B", "2026-04-02")
    )
    row = score(log, "thank_you")
    assert scorecard_text.describe_outcome(row, 30) == (
        "1 of 2 messages answered within 30 days. Of 2 opportunities, 1 got further afterwards and 1 had an offer."
    )


def test_replies_are_those_of_the_answer_by_strategy() -> None:
    log = import_log(Upload(files.texts()["clean.csv"].encode(), "clean.csv")).measure(today=TODAY)
    shown = {
        row["strategy"]: (row["n"], row["replies"]) for row in ask(log, "playbook_scorecard").rows if row["n"]
    }
    asked = ask(log, "response_by_channel", by="strategy")
    sent: Counter[str] = Counter()
    in_time: Counter[str] = Counter()
    for row in asked.counted:
        sent[row["name"]] += row["units"]
        in_time[row["name"]] += row["replies"] if row["day"] <= 30 else 0
    assert shown == {name: (sent[name], in_time[name]) for name in shown}
    whole = {row["name"]: row["replies"] for row in asked.rows if row["through"] == 30}
    assert whole == {name: in_time[name] for name in whole}


def test_the_sample_scorecard() -> None:
    log = import_log(Upload(files.texts()["clean.csv"].encode(), "clean.csv")).measure(today=TODAY)
    rows = ask(log, "playbook_scorecard").rows
    assert [(row["strategy"], row["done"], row["possible"], row["open"]) for row in rows] == [
        ("thank_you", 12, 14, 0),
        ("next_steps", 20, 62, 6),
        ("materials", 4, 50, 0),
        ("connect", 10, 60, 0),
        ("engage", 8, 60, 0),
        ("letter", 5, 13, 1),
        ("conversation", 9, 60, 0),
        ("referral", 11, 60, 0),
        ("event", 9, 9, 0),
        ("news", 6, 25, 18),
        ("professionalism", 9, 39, 0),
    ]


def test_an_undated_log_still_tells_what_needs_no_dates() -> None:
    log = "strategy,company,message\nreferral,A,Thank you\nreferral,B,Hello\nintroduction,C,Hi\n"
    assert tip(log, "referral", "grateful") == (1, 2)
    assert tip(log, "referral", "ask_somebody") == (2, 3)
    assert (
        scorecard_text.describe_done(score(log, "thank_you"))
        == "Your log can't tell how often: it doesn't say when you sent it."
    )


def test_a_log_of_applications_alone_is_not_blamed_for_what_it_never_noted() -> None:
    log = measured("Company,Status,Date Applied\nA,Applied,2026-04-01\nB,Interview,2026-04-02\n")
    answer = ask(log, "playbook_scorecard")
    assert {row["status"] for row in answer.rows if row["strategy"] != "event"} == {playbook_rows.UNKNOWN}


def test_a_filter_on_a_strategy_takes_no_chance_away() -> None:
    log = measured(
        TOUCHES + touch("2026-03-01", "referral", company="A") + touch("2026-03-01", "introduction")
    )
    filtered = ask(log, "playbook_scorecard", Filters(strategies=("referral",))).rows
    assert filtered == ask(log, "playbook_scorecard").rows


def test_one_part_that_was_possible_is_told_of_as_one() -> None:
    rows = [
        {"possible": 1, "done": done, "status": "told", "strategy": "event", "chance": "event"}
        for done in (0, 1)
    ]
    log = measured(TOUCHES + touch("2026-03-01", "referral", company="A"))
    answer = ask(log, "playbook_scorecard")
    blank = [row | {"possible": 0, "done": 0, "status": "told"} for row in answer.rows[1:]]
    for row, told in zip(rows, ("but you haven't used it", "and you used it"), strict=True):
        verdict = replace(answer, rows=[row, *blank]).verdict
        assert verdict == f"Of the 11 parts of the playbook, 1 was possible so far, {told}."


def test_what_may_be_said_names_the_most_and_the_least_done() -> None:
    log = import_log(Upload(files.texts()["clean.csv"].encode(), "clean.csv")).measure(today=TODAY)
    assert ask(log, "playbook_scorecard").verdict == (
        "Of the 11 parts of the playbook, all were possible so far, and you used all. "
        "Done most often: Event, 9 of 9 events. Most room: Work samples, 4 of 50 opportunities."
    )
