"""What a log doesn't tell at all is said, and never counted as none."""

from datetime import date
from typing import Any

import pytest

from analysis.answer import Answer
from analysis.ask import ask
from analysis.export import write_csv
from analysis.missing_data import ANSWERS, MISSING_SENTENCES, STEPS_REACHED, STRATEGY
from analysis.share_snapshot import pack, unpack
from data.imports.log import import_log
from data.imports.upload import Upload

SENT = """sent_at,company,channel
2026-01-12,Acme,Email
2026-01-13,Beta,Letter
2026-01-19,Gamma,Phone
2026-01-22,Delta,Email
"""
ANSWERED = "sent_at,company,replied\n2026-01-12,Acme,yes\n2026-01-13,Beta,no\n"


def asked(text: str, question: str, **parameters: Any) -> Answer:
    log = import_log(Upload(text.encode(), "log.csv")).measure(
        today=date(2026, 9, 1), as_of=date(2026, 3, 31)
    )
    return ask(log, question, **parameters)


def test_where_nobody_noted_answers_there_is_no_rate_of_none() -> None:
    answer = asked(SENT, "response_by_channel", by="all")
    [row] = answer.rows
    assert (row["n"], row["replies"], row["rate"], row["low"], row["high"]) == (4, None, None, 0.0, 1.0)
    assert (answer.verdict, answer.figure, answer.n, answer.missing) == (
        MISSING_SENTENCES[ANSWERS],
        None,
        None,
        (STRATEGY, ANSWERS, STEPS_REACHED),
    )


@pytest.mark.parametrize(
    "question", ["journey", "response_by_strategy", "personalised", "reply_curve", "best_time"]
)
def test_a_question_about_answers_says_that_the_log_does_not_tell(question: str) -> None:
    answer = asked(SENT, question)
    assert (answer.verdict, answer.rows) == (MISSING_SENTENCES[ANSWERS], [])


def test_a_rule_of_thumb_is_given_all_the_same() -> None:
    answer = asked(SENT, "follow_up")
    rule = "Follow up after 7 days of silence and stop waiting after 30: a rule of thumb, not your data."
    assert (answer.verdict, answer.rows) == (f"{rule} {MISSING_SENTENCES[ANSWERS]}", [])


def test_the_totals_say_what_was_sent_and_that_nothing_else_is_told() -> None:
    answer = asked(SENT, "summary")
    assert answer.verdict == f"4 touches for 4 opportunities so far. {MISSING_SENTENCES[ANSWERS]}"
    assert answer.rows[0]["answered"] is None


def test_kinds_that_nobody_noted_are_not_one_kind() -> None:
    answer = asked(ANSWERED, "offers_by_strategy")
    assert (answer.verdict, answer.rows) == (MISSING_SENTENCES[STRATEGY], [])


def test_a_way_that_nobody_noted_is_no_group_of_its_own() -> None:
    assert asked(ANSWERED, "response_by_channel").verdict.endswith(
        "Your log doesn't tell what these were, so there is nothing to compare."
    )


def test_a_log_that_says_that_nobody_answered_has_a_rate_of_none() -> None:
    [row] = asked(ANSWERED.replace("yes", "no"), "response_by_channel", by="all").rows
    assert (row["replies"], row["rate"]) == (0, 0.0)


def test_a_share_says_the_same() -> None:
    answer = asked(SENT, "response_by_channel")
    [shared] = unpack(pack([answer], published_on=date(2026, 9, 1))).answers
    assert (shared.verdict, shared.rows, shared.figure) == (answer.verdict, answer.rows, None)


@pytest.mark.parametrize("column", ["replied_at", "notes"])
def test_a_clean_log_tells_as_much_of_answers_as_its_log_did(column: str) -> None:
    log = import_log(
        Upload(f"sent_at,company,{column}\n2026-01-12,Acme,\n2026-01-13,Beta,\n".encode(), "log.csv")
    )
    again = import_log(Upload(write_csv(log.clean_table().to_pylist()).encode(), "clean log.csv"))
    assert again.report.missing == log.report.missing
    assert (ANSWERS in [lack.field for lack in again.report.missing]) is (column == "notes")
