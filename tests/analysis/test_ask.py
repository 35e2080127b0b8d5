"""Asking: what a unit is, what is held out and why, what can be asked for, and filters that only choose rows."""

from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.answer import Answer
from analysis.ask import UnknownParameter, UnknownQuestion, _sort_rows, ask
from analysis.filters import Filters
from analysis.questions import QUESTIONS
from data.imports.log import MeasuredLog, UnknownColumn, import_log
from data.imports.upload import Upload

TODAY = date(2026, 9, 1)
AS_OF = date(2026, 6, 30)
TOUCHES = """sent_at,channel,company,contact,replied_at,outcome,mood
2026-03-01,email,Acme,Ada,,,good
2026-03-08,email,Acme,Ada,2026-03-10,,bad
2026-03-08,linkedin,Acme,Ben,,,good
2026-03-09,email,Beta,,2026-03-30,rejection,
2026-06-25,email,Gamma,Cid,,,good
"""


@cache
def measured(text: str, as_of: date | None = AS_OF) -> MeasuredLog:
    return import_log(Upload(text.encode(), "log.csv")).measure(today=TODAY, as_of=as_of)


def rates(answer: Answer) -> list[tuple[Any, ...]]:
    return [(row["name"], row["n"], row["replies"], row["waiting"]) for row in answer.rows]


def days(answer: Answer) -> list[tuple[Any, ...]]:
    """Name, day, units, replies and silent of the counts; the statistics make rates of these."""
    keys = ("name", "day", "units", "replies", "silent")
    return sorted(tuple(row[key] for key in keys) for row in answer.counts if not row["reason"])


def test_a_message_is_watched_until_its_answer_the_next_one_or_the_data_date() -> None:
    assert days(ask(measured(TOUCHES), "response_by_channel")) == [
        ("email", 2, 1, 1, 0),
        ("email", 5, 1, 0, 1),
        ("email", 7, 1, 0, 1),
        ("email", 21, 1, 1, 0),
        ("linkedin", 31, 1, 0, 1),
    ]


def test_per_message_every_touch_counts() -> None:
    """Of the e-mails, only one was watched for more than a week: the rate, and its replies, are those by day 7."""
    answer = ask(measured(TOUCHES), "response_by_channel")
    assert rates(answer) == [("linkedin", 1, 0, 0), ("email", 4, 1, 1)]
    assert [row["through"] for row in answer.rows] == [30, 7]


def test_per_person_one_counts_once_and_those_without_a_name_are_held_out() -> None:
    answer = ask(measured(TOUCHES), "response_by_channel", per="contact")
    assert rates(answer) == [("email", 2, 1, 1), ("linkedin", 1, 0, 0)]
    assert answer.held_out == {"no contact named": 1}


def test_per_person_the_clock_starts_at_the_first_touch_there() -> None:
    assert days(ask(measured(TOUCHES), "response_by_channel", per="contact")) == [
        ("email", 5, 1, 0, 1),
        ("email", 9, 1, 1, 0),
        ("linkedin", 31, 1, 0, 1),
    ]


def test_per_opportunity_one_counts_once_for_each_channel_used() -> None:
    assert rates(ask(measured(TOUCHES), "response_by_channel", per="opportunity")) == [
        ("email", 3, 2, 1),
        ("linkedin", 1, 0, 0),
    ]


def test_an_answer_later_than_the_horizon_is_no_answer_within_it() -> None:
    [email, _] = ask(measured(TOUCHES), "response_by_channel", per="opportunity", within=10).rows
    assert (email["replies"], email["rejections"]) == (1, 0)


def test_a_rejection_is_an_answer_and_no_positive_one() -> None:
    [email, _] = ask(measured(TOUCHES), "response_by_channel", per="opportunity").rows
    assert (email["replies"], email["positive"], email["rejections"]) == (2, 0, 1)


def test_undated_later_and_impossible_touches_are_held_out_with_their_reasons() -> None:
    text = "sent_at,contact,replied_at\n,Ada,\n2026-03-09,Ben,2026-03-01\n2026-07-15,Cid,\n2026-03-09,Dan,\n"
    answer = ask(measured(text), "response_by_channel", by="all")
    assert answer.held_out == {"after the data date": 1, "answered before it was sent": 1, "undated": 1}
    assert answer.n == 1


def test_an_answer_that_is_held_out_answers_nobody() -> None:
    text = "sent_at,company,contact,replied_at\n2026-03-09,Acme,Ada,2026-03-01\n2026-03-12,Beta,Ada,\n"
    [row] = ask(measured(text), "response_by_channel", by="all", per="contact").rows
    assert (row["n"], row["replies"]) == (1, 0)


def test_what_is_too_recent_is_held_out_by_age_alone() -> None:
    text = "sent_at,contact,replied\n2026-03-09,Ada,yes\n2026-06-25,Ben,yes\n2026-03-09,Cid,no\n2026-06-26,Dan,no\n"
    answer = ask(measured(text), "response_by_channel", by="all", basis="recorded")
    assert [(row["n"], row["replies"]) for row in answer.rows] == [(2, 1)]
    assert answer.held_out == {"too recent to judge": 2}


def test_answers_so_far_have_no_time_limit_and_are_the_default_of_an_undated_log() -> None:
    answer = ask(measured("channel,replied\nemail,yes\nemail,no\nletter,no\n"), "response_by_channel")
    assert (answer.basis, rates(answer)) == ("so far", [("email", 2, 1, 0), ("letter", 1, 0, 0)])


def test_answers_so_far_take_undated_touches_but_none_after_the_data_date() -> None:
    text = "sent_at,contact,replied\n,Ada,yes\n2026-03-09,Ben,no\n2026-07-15,Cid,yes\n"
    answer = ask(measured(text), "response_by_channel", by="all", basis="so far")
    assert (rates(answer), answer.held_out) == ([("all", 2, 1, 0)], {"after the data date": 1})


def test_undated_touches_have_no_age_so_recorded_answers_leave_them_out() -> None:
    text = "sent_at,contact,replied\n,Ada,yes\n2026-03-09,Ben,no\n2026-07-15,Cid,yes\n"
    answer = ask(measured(text), "response_by_channel", by="all", basis="recorded")
    assert (rates(answer), answer.held_out) == ([("all", 1, 0, 0)], {"after the data date": 1, "undated": 1})


def test_an_answer_can_be_broken_down_by_any_column_of_the_file() -> None:
    log = measured(TOUCHES)
    moods = ask(log, "response_by_channel", by="mood").rows
    companies = ask(log, "response_by_channel", by="Company").rows
    assert {row["name"]: row["n"] for row in moods} == {"good": 3, "bad": 1, "unknown": 1}
    assert {row["name"]: row["n"] for row in companies} == {"Acme": 3, "Beta": 1, "Gamma": 1}


def test_a_column_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownColumn, match=r"no column “mode”. It has: .*mood"):
        ask(measured(TOUCHES), "response_by_channel", by="mode")


@pytest.mark.parametrize("by", ["outcome", "replied_at", "sent_at"])
def test_what_an_answer_can_not_be_broken_down_by_is_refused(by: str) -> None:
    with pytest.raises(UnknownColumn):
        ask(measured(TOUCHES), "response_by_channel", by=by)


def test_a_column_with_too_many_values_is_refused() -> None:
    text = "sent_at,n\n" + "".join(f"2026-03-01,{n}\n" for n in range(51))
    with pytest.raises(UnknownParameter, match="“n” has 51 different values"):
        ask(measured(text), "response_by_channel", by="n")


def test_text_in_by_is_never_sql() -> None:
    log = measured('sent_at,"x\' or 1=1 --"\n2026-03-01,a\n')
    [row] = ask(log, "response_by_channel", by="x' or 1=1 --").rows
    assert row["name"] == "a"


@pytest.mark.parametrize(
    "chosen",
    [
        {"within": 0},
        {"within": "soon"},
        {"within": 400},
        {"per": "client"},
        {"basis": "x"},
        {"colour": "red"},
    ],
)
def test_a_parameter_that_can_not_be_is_refused_in_words(chosen: dict[str, Any]) -> None:
    with pytest.raises(UnknownParameter):
        ask(measured(TOUCHES), "response_by_channel", **chosen)


def test_a_question_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(UnknownQuestion, match="response_by_channel"):
        ask(measured(TOUCHES), "response_by_moon")


@pytest.mark.parametrize(
    ("view", "lines"),
    [
        (Filters(), [2, 3, 4, 5, 6]),
        (Filters(since=date(2026, 3, 8)), [3, 4, 5, 6]),
        (Filters(until=date(2026, 3, 8)), [2, 3, 4]),
        (Filters(channels=("linkedin",)), [4]),
        (Filters(strategies=("unknown",), stages=("prospect",)), [2, 3, 4, 5, 6]),
        (Filters(channels=("letter",)), []),
    ],
)
def test_filters_choose_touches(view: Filters, lines: list[int]) -> None:
    [row] = ask(measured(TOUCHES), "summary", view).rows
    assert row["touches"] == len(lines)


def test_filters_never_change_what_a_touch_is() -> None:
    text = (
        "sent_at,channel,company,replied_at,outcome,outcome_at\n2026-03-01,email,Acme,2026-03-12,interview,2026-03-20\n"
        "2026-03-09,letter,Acme,,,\n2026-03-21,email,Acme,,,\n"
    )
    [letter] = ask(measured(text), "response_by_strategy", Filters(channels=("letter",))).rows
    assert (letter["replies"], letter["stage"]) == (1, "prospect")
    [first, later] = ask(measured(text), "response_by_strategy", Filters(channels=("email",))).rows
    assert (first["stage"], first["replies"], later["stage"]) == ("prospect", 0, "interview")


@pytest.mark.parametrize("channels", [("event",), ("letter",), ("letter", "event"), ("email",)])
def test_a_channel_never_changes_within_how_many_days(channels: tuple[str, ...]) -> None:
    """A click on "Event" chooses rows: the days within which a reply counts change only by hand."""
    log = measured(TOUCHES + "2026-03-10,event,Delta,Eve,,,\n2026-03-11,letter,Zeta,Fay,2026-03-20,,\n")
    view = Filters(channels=channels)
    defaults = {key: each.defaults["within"] for key, each in QUESTIONS.items() if "within" in each.defaults}
    assert len(defaults) >= 8
    for key, own in defaults.items():
        answers = ask(log, key), ask(log, key, view), ask(log, key, view, within=60)
        assert [answer.parameters["within"] for answer in answers] == [own or 30, own or 30, 60], key


def test_filters_choose_opportunities_with_all_that_they_reached() -> None:
    text = (
        "sent_at,channel,company,outcome,outcome_at\n2026-03-01,email,Acme,interview,2026-03-08\n"
        "2026-03-09,letter,Acme,,\n2026-03-09,email,Beta,offer,2026-03-20\n"
    )
    [row] = ask(measured(text), "summary", Filters(channels=("letter",))).rows
    assert (row["opportunities"], row["interviews"], row["offers"]) == (1, 1, 0)


@pytest.mark.parametrize("key", QUESTIONS)
@pytest.mark.parametrize(
    "text", [TOUCHES, "sent_at,channel\n", "channel\nemail\n", "sent_at,channel\n2027-01-01,email\n"]
)
def test_every_question_has_words_for_every_log(key: str, text: str) -> None:
    answer = ask(measured(text), key)
    assert answer.verdict
    assert answer.as_text()
    assert Answer.from_json(answer.question, answer.to_json()).to_json() == answer.to_json()


@pytest.mark.parametrize(
    ("since", "until", "earlier"),
    [
        ("2026-05-01", "2026-05-30", ("2026-04-01", "2026-04-30")),
        ("2026-06-29", None, ("2026-06-27", "2026-06-28")),
        ("2026-06-01", "2027-01-01", ("2026-05-02", "2026-05-31")),
        ("2026-07-01", None, None),
        (None, "2026-05-30", None),
    ],
)
def test_the_period_before_is_as_long_and_ends_the_day_before(
    since: str | None, until: str | None, earlier: tuple[str, str] | None
) -> None:
    first, last = (date.fromisoformat(day) if day else None for day in (since, until))
    found = Filters(first, last, channels=("email",)).previous_period(AS_OF)
    assert (found and (str(found.since), str(found.until))) == earlier
    assert found is None or found.channels == ("email",)


@pytest.mark.parametrize("followed_up", [True, False])
def test_a_rate_above_its_replies_out_of_n_is_explained(followed_up: bool) -> None:
    again = [f"2026-03-0{day},email,email {day}" for day in range(3, 7)] if followed_up else []
    first = [f"2026-03-02,{sent},{sent} {day}" for sent in ("email", "letter") for day in range(1, 13)]
    answered = [f"{row},{'2026-03-12' * (number % 2)}" for number, row in enumerate([*first, *again])]
    answer = ask(
        measured("\n".join(["sent_at,channel,company,replied_at", *answered])), "response_by_channel"
    )
    assert ("A message that you followed up" in answer.verdict) is followed_up


VALUES = st.one_of(
    st.none(), st.integers(0, 2), st.sampled_from(["a", "b"]), st.dates(date(2026, 1, 1), date(2026, 1, 3))
)


@given(st.lists(st.tuples(VALUES, st.integers(0, 2), VALUES)))
def test_counts_are_in_the_order_of_their_columns_whatever_these_hold(values: list[tuple[Any, ...]]) -> None:
    def key(row: dict[str, Any]) -> list[tuple[bool, str, Any]]:
        return [(row[name] is not None, str(type(row[name])), row[name]) for name in "abc"]

    rows = [dict(zip("abcd", (*row, [1]), strict=True)) for row in values]
    assert _sort_rows(rows) == sorted(rows, key=key)
    assert _sort_rows([{"d": [place]} for place in range(3)]) == [{"d": [place]} for place in range(3)]
