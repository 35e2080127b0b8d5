"""Signs that a message was logged because a reply came: what is said, with which numbers, and when it is not."""

from __future__ import annotations

from datetime import date

import pytest

from analysis import share_snapshot
from analysis.answer import Answer
from analysis.ask import ask
from analysis.report import report_html
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

TODAY = date(2026, 11, 22)
NOTES = "19 of 20 thank-you notes have a reply. Perhaps you log them when one comes, so their rate may be too high."


def messages(
    number: int, replies: int, channel: str, strategy: str, client: str = "", rest: str = ",,,"
) -> str:
    return "".join(
        f"2026-03-{1 + i % 28:02},{channel},{strategy},{channel} {strategy} {i},{client},"
        f"{'2026-04-02' if i < replies else ''},{rest if i < replies else ',,,'}\n"
        for i in range(number)
    )


def measured(*rows: str, as_of: date = date(2026, 10, 31)) -> MeasuredLog:
    head = "sent_at,channel,strategy,company,client,replied_at,contact,role,notes,Salary\n"
    return import_log(Upload((head + "".join(rows)).encode(), "log.csv")).measure(today=TODAY, as_of=as_of)


THANKED = (messages(20, 19, "email", "thank_you"), messages(30, 6, "letter", "introduction"))


def said(answer: Answer) -> str:
    """The last two sentences."""
    return ". ".join(answer.verdict.split(". ")[-2:])


def test_nearly_all_of_a_strategy_answered_is_said() -> None:
    assert said(ask(measured(*THANKED), "response_by_strategy")) == NOTES


def test_nearly_all_of_a_channel_answered_is_said() -> None:
    verdict = ask(measured(*THANKED), "response_by_channel").verdict
    assert verdict.endswith(NOTES.replace("thank-you notes", "emails"))


@pytest.mark.parametrize(
    ("number", "replies", "told"), [(10, 10, True), (9, 9, False), (20, 18, False), (40, 37, True)]
)
def test_it_takes_ten_messages_and_more_than_nine_in_ten(number: int, replies: int, told: bool) -> None:
    log = measured(messages(number, replies, "letter", "thank_you"), THANKED[1])
    assert (
        f"{replies} of {number} thank-you notes have a reply." in ask(log, "response_by_strategy").verdict
    ) == told


def test_all_messages_together_are_messages() -> None:
    log = measured(THANKED[0])
    assert said(ask(log, "response_by_channel", by="all")) == NOTES.replace("thank-you notes", "messages")
    assert "have a reply" not in ask(measured(*THANKED), "response_by_channel", by="all").verdict


def test_people_and_opportunities_are_called_so() -> None:
    verdict = ask(measured(*THANKED), "response_by_channel", per="opportunity").verdict
    assert "19 of 20 opportunities with emails have a reply." in verdict


def test_in_a_log_of_clients_it_is_they_who_log() -> None:
    log = measured(
        messages(20, 19, "email", "thank_you", "Ann"), messages(30, 6, "letter", "introduction", "Ben")
    )
    assert said(ask(log, "response_by_strategy")) == NOTES.replace("you log", "your clients log")


def test_the_cause_is_counted_whenever_the_reply_came() -> None:
    """Most of these replies took longer than 10 days, so the rate is low; they have a reply all the same."""
    answer = ask(measured(*THANKED), "response_by_strategy", within=4)
    [row] = [row for row in answer.rows if row["name"] == "thank_you"]
    assert (row["replies"], said(answer)) == (0, NOTES)


MORE = "Messages with a reply have 1.0 details filled in on average, those without 0.0. "
SOME = "Perhaps you log some only when a reply comes, so the rates may be too high."


def test_more_filled_in_where_a_reply_came_is_said() -> None:
    log = measured(messages(30, 10, "letter", "introduction", rest="Ann,Analyst,met,"))
    assert ask(log, "response_by_channel").verdict.endswith(MORE + SOME)
    assert ask(log, "response_by_strategy").verdict.endswith(MORE + SOME)
    assert log.records("from logged_fields") == [{"fields_with": 1.0, "fields_without": 0.0}]


def test_notes_names_and_columns_of_ones_own_may_come_with_the_reply() -> None:
    log = measured(messages(30, 10, "letter", "introduction", rest="Ann,,met,high"))
    assert "filled in" not in ask(log, "response_by_channel").verdict


@pytest.mark.parametrize(("replies", "rest"), [(9, "Ann,Analyst,met,"), (10, ",,met,"), (10, ",,,")])
def test_no_detail_more_or_nine_replies_say_nothing(replies: int, rest: str) -> None:
    log = measured(messages(30, replies, "letter", "introduction", rest=rest))
    assert "filled in" not in ask(log, "response_by_channel").verdict


def test_a_share_and_a_report_say_the_same() -> None:
    answer = ask(measured(*THANKED), "response_by_strategy")
    [shared] = share_snapshot.unpack(share_snapshot.pack([answer], published_on=TODAY)).answers
    assert shared.verdict == answer.verdict
    assert NOTES in answer.as_text()
    assert NOTES in report_html.render_report(measured(*THANKED))
