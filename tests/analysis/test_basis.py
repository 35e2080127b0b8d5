"""What reply rates count is decided once for a log, and every question counts the same messages."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from analysis.answer import Answer
from analysis.ask import ask
from analysis.basis import BASES, choose_basis, default_basis
from analysis.filters import Filters
from analysis.question import Row
from analysis.questions import QUESTIONS
from analysis.share_snapshot import pack, unpack
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

TODAY = date(2026, 12, 1)
TIMED = ("reply_curve", "follow_up", "gaps_between_touches", "best_time")


def age(
    days: int, touches: int, dated: int = 0, undated: int = 0, channel: str = "email"
) -> dict[str, str | int]:
    return {"channel": channel, "age": days, "touches": touches, "dated": dated, "undated": undated}


@pytest.mark.parametrize(
    ("ages", "basis"),
    [
        ([], "so far"),
        ([age(3, 4)], "within"),  # nobody has replied yet
        ([age(40, 9, dated=3)], "within"),
        ([age(40, 20, dated=9, undated=1)], "within"),  # one in ten
        ([age(40, 20, dated=8, undated=1)], "recorded"),  # more, and fewer than 15 have a day
        ([age(40, 90, dated=15, undated=60)], "within"),
        ([age(40, 90, dated=14, undated=60)], "recorded"),
        ([age(40, 5, undated=1)], "recorded"),
        ([age(40, 4, undated=1)], "so far"),  # no channel has five
        (
            [age(40, 5, undated=1), age(3, 4, channel="letter")],
            "recorded",
        ),  # a small channel waits for nobody
        ([age(40, 5, undated=1), age(3, 5, channel="letter")], "so far"),
        ([age(40, 4, undated=1), age(3, 9)], "so far"),
        ([age(30, 5, undated=1), age(3, 9)], "recorded"),
        ([age(29, 5, undated=1), age(3, 9)], "so far"),
        ([age(40, 9, undated=1), age(40, 9, channel="unknown")], "recorded"),
    ],
)
def test_a_log_has_one_basis(ages: list[Row], basis: str) -> None:
    assert choose_basis(ages, 30) == basis


@cache
def measured(text: str, as_of: date) -> MeasuredLog:
    return import_log(Upload(text.encode(), "log.csv")).measure(today=TODAY, as_of=as_of)


def shown(answer: Answer, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in columns) for row in answer.rows]


END_DATE = "sent_at,company,outcome\n" + "".join(
    f"{day},Firm {day},{outcome}\n"
    for day, outcome in [
        *((f"2026-01-{day:02}", "rejection") for day in (5, 6, 7, 8, 9)),
        *((f"2026-01-{day:02}", "none") for day in (12, 13, 14, 15)),
        ("2026-05-30", "none"),
    ]
)
NO_REPLY_DAYS = "sent_at,company,channel,outcome\n" + "".join(
    [
        *(f"2026-05-{20 + n},A{n},linkedin,rejection\n" for n in range(6)),
        *(f"2026-05-{20 + n},B{n},linkedin,none\n" for n in range(4)),
        *(f"2026-04-{10 + n},C{n},email,rejection\n" for n in range(2)),
        *(f"2026-05-{20 + n},D{n},email,none\n" for n in range(8)),
    ]
)
SPLIT_BY_CITY = "sent_at,channel,city,replied\n" + "".join(
    f"2026-01-{1 + n:02},{channel},{city},{'yes' if replies and n % 2 else 'no'}\n"
    for channel, city, replies in (
        ("letter", "Rome", True),
        ("email", "Rome", False),
        ("letter", "Oslo", False),
        ("email", "Oslo", False),
    )
    for n in range(20)
)
INTERVIEWS = "sent_at,company,channel,outcome,replied_at\n" + "".join(
    f"2024-01-{1 + n % 28:02},Firm {n},{'linkedin' if n % 2 else 'job_board'},"
    + (f"{'positive' if n % 2 else 'rejection'},2024-02-{1 + n % 28:02}\n" if n < 20 else ",\n")
    for n in range(60)
)
RESPONSE_DATE = """sent_at,company,channel,outcome,replied_at
2026-03-02,Alder,email,rejection,2026-03-09
2026-03-03,Birch,email,rejection,2026-03-10
2026-03-04,Cedar,email,positive,2026-03-12
2026-03-05,Dogwood,linkedin,,
2026-03-06,Elm,linkedin,,
2026-05-01,Fir,linkedin,,
"""


def test_an_end_date_leaves_replies_so_far_among_what_is_old_enough() -> None:
    log = measured(END_DATE, date(2026, 6, 1))
    answer = ask(log, "response_by_channel")
    assert (answer.basis, answer.held_out) == ("recorded", {"too recent to judge": 1})
    assert shown(answer, "name", "n", "replies", "undated", "rejections") == [("unknown", 9, 5, 0, 5)]
    assert answer.verdict == (
        "Replies so far: 5 of 9 messages sent at least 30 days before the data date (56%, range 27–81%). 1 more is too "
        "recent to judge. Your log doesn't tell what these were, so there is nothing to compare."
    )


def test_statuses_without_days_in_a_recent_log_give_replies_so_far_and_no_ranking() -> None:
    answer = ask(measured(NO_REPLY_DAYS, date(2026, 5, 27)), "response_by_channel")
    assert (answer.basis, answer.held_out) == ("so far", {})
    assert shown(answer, "name", "n", "replies", "rate", "waiting", "pooled", "p_best") == [
        ("email", 10, 2, 0.2, 0, None, None),
        ("linkedin", 10, 6, 0.6, 0, None, None),
    ]
    assert answer.verdict == (
        "Replies so far: E-mail 2 of 10 (20%, range 6–51%) and LinkedIn 6 of 10 (60%, range 31–83%). These can't be "
        "compared: some messages may have been sent too recently for a reply."
    )


def test_each_part_of_a_split_has_its_own_numbers() -> None:
    log = measured(SPLIT_BY_CITY, date(2026, 1, 28))
    assert shown(ask(log, "response_by_channel", split="city"), "name", "n", "replies", "rate") == [
        ("email, Oslo", 20, 0, 0.0),
        ("email, Rome", 20, 0, 0.0),
        ("letter, Oslo", 20, 0, 0.0),
        ("letter, Rome", 20, 10, 0.5),
    ]
    whole = ask(log, "response_by_channel")
    assert (whole.basis, shown(whole, "name", "n", "replies", "rate")) == (
        "so far",
        [("email", 40, 0, 0.0), ("letter", 40, 10, 0.25)],
    )


@pytest.mark.parametrize(("within", "replies", "positive"), [(30, 0, 0), (31, 20, 10)])
def test_replies_after_31_days_are_none_within_30(within: int, replies: int, positive: int) -> None:
    answer = ask(measured(INTERVIEWS, date(2024, 6, 1)), "response_by_channel", by="all", within=within)
    assert answer.basis == "within"
    assert shown(answer, "n", "replies", "positive") == [(60, replies, positive)]


def test_replies_with_days_are_counted_within_a_time() -> None:
    answer = ask(measured(RESPONSE_DATE, date(2026, 5, 1)), "response_by_channel", by="all")
    assert answer.basis == "within"
    assert shown(answer, "n", "waiting", "replies", "rate", "positive", "rejections") == [
        (6, 1, 3, pytest.approx(0.6), 1, 2)
    ]


FEW_UNDATED = "sent_at,company,channel,outcome,replied_at\n" + "".join(
    f"2026-01-{1 + n:02},Firm {n},email,"
    + (f"reply,2026-01-{4 + n:02}\n" if n < 9 else "reply,\n" if n == 9 else ",\n")
    for n in range(20)
)
OLD_LETTERS = "sent_at,company,channel,replied\n" + "".join(
    [
        *(f"2026-01-{1 + n:02},A{n},letter,{'yes' if n < 3 else 'no'}\n" for n in range(8)),
        *(f"2026-02-{1 + n:02},B{n},email,{'yes' if n < 1 else 'no'}\n" for n in range(6)),
        *(f"2026-05-{1 + n:02},C{n},email,yes\n" for n in range(3)),
        ",D,email,yes\n",
    ]
)
NO_DAYS_AT_ALL = "company,channel,replied\nA,email,yes\nB,email,no\nC,letter,yes\n"


def test_one_undated_reply_in_ten_counts_by_how_long_the_others_took() -> None:
    answer = ask(measured(FEW_UNDATED, date(2026, 6, 1)), "response_by_channel")
    assert answer.basis == "within"
    assert shown(answer, "n", "replies", "undated", "rate") == [(20, 9, 1, pytest.approx(0.5))]
    assert answer.verdict.startswith(
        "9 of 20 messages were answered within 30 days. 1 more reply came on an unknown day, and counts by how long "
        "the others took. Adjusting for messages that are too recent or were followed up early, that's "
    )


def test_a_message_whose_reply_is_dealt_out_over_several_days_is_counted_once_among_the_old() -> None:
    days = (4, 9, 14)
    rows = [f"2026-01-{1 + n:02},Firm {n},email,reply,2026-02-{days[n % 3]:02}\n" for n in range(15)]
    rows += [f"2026-01-{16 + n:02},Blank {n},email,reply,\n" for n in range(2)] + ["2026-05-30,New,email,,\n"]
    log = measured("sent_at,company,channel,outcome,replied_at\n" + "".join(rows), date(2026, 6, 1))
    for key in ("response_by_channel", "response_by_strategy"):
        assert shown(ask(log, key), "n", "undated", "old") == [(18, 2, 17)]


AHEAD = """sent_at,company,personalised,outcome
2026-05-01,Acme,yes,bounced
2026-07-01,Acme,yes,
2026-05-02,Beta,,
2026-07-02,Gamma,,
"""


def test_what_came_after_the_data_date_is_left_out_as_that_and_nothing_else() -> None:
    log = measured(AHEAD, date(2026, 6, 1))
    assert ask(log, "personalised").held_out == {
        "not delivered": 1,
        "after the data date": 2,
        "not noted whether it was personalised": 1,
    }
    per_opportunity = ask(log, "response_by_channel", by="all", per="opportunity")
    assert per_opportunity.held_out == {"not delivered": 1, "after the data date": 1}
    assert ask(log, "summary").rows[0]["opportunities"] == 2  # Acme, which nothing reached, and Beta


def test_what_was_sent_after_the_data_date_chooses_no_opportunity() -> None:
    text = "sent_at,company,channel,strategy\n2026-05-01,Acme,email,news\n2026-07-01,Acme,letter,letter\n"
    log, letters = measured(text, date(2026, 6, 1)), Filters(channels=("letter",))
    [totals] = ask(log, "summary", letters).rows
    assert (totals["touches"], totals["opportunities"]) == (0, 0)
    assert ask(log, "journey", letters).rows == []
    assert ask(log, "ways_to_count", letters).counts == []


def test_what_is_too_recent_is_left_out_whatever_came_of_it() -> None:
    answer = ask(measured(OLD_LETTERS, date(2026, 5, 10)), "response_by_channel")
    assert (answer.basis, answer.held_out) == ("recorded", {"too recent to judge": 3, "undated": 1})
    assert shown(answer, "name", "n", "replies") == [("letter", 8, 3), ("email", 6, 1)]
    assert "3 more are too recent to judge." in answer.verdict


def test_a_log_without_days_counts_replies_so_far() -> None:
    answer = ask(measured(NO_DAYS_AT_ALL, date(2026, 5, 10)), "response_by_channel")
    assert (answer.basis, answer.held_out) == ("so far", {})
    assert shown(answer, "name", "n", "replies") == [("email", 2, 1), ("letter", 1, 1)]


def test_the_basis_is_the_log_s_whatever_the_filters_choose() -> None:
    log = measured(NO_REPLY_DAYS, date(2026, 5, 27))
    early = Filters(until=date(2026, 4, 30))
    assert {ask(log, key, early).basis for key in QUESTIONS if "basis" in QUESTIONS[key].defaults} == {
        "so far"
    }


LOGS = {
    "within": (RESPONSE_DATE, date(2026, 5, 1)),
    "within, some undated": (FEW_UNDATED, date(2026, 6, 1)),
    "recorded": (OLD_LETTERS, date(2026, 5, 10)),
    "recorded, no channel": (END_DATE, date(2026, 6, 1)),
    "so far": (NO_REPLY_DAYS, date(2026, 5, 27)),
    "so far, no days": (NO_DAYS_AT_ALL, date(2026, 5, 10)),
}


@pytest.mark.parametrize("basis", [None, "recorded", "so far"])
@pytest.mark.parametrize("name", LOGS)
def test_every_question_counts_the_same_messages_and_replies(name: str, basis: str | None) -> None:
    log = measured(*LOGS[name])
    chosen: dict[str, Any] = {"basis": basis}
    [total] = ask(log, "response_by_channel", by="all", **chosen).rows or [
        {"n": 0, "replies": 0, "undated": 0}
    ]
    expected = (total["n"], total["replies"], total["undated"])

    def sums(key: str, *columns: str) -> tuple[int, ...]:
        rows = ask(log, key, **chosen).rows
        return tuple(sum(row[column] or 0 for row in rows) for column in columns)

    assert sums("response_by_channel", "n", "replies", "undated") == expected
    assert sums("response_by_strategy", "n", "replies", "undated") == expected
    assert sums("summary", "measured", "answered", "undated") == expected
    strategies = ask(log, "offers_by_strategy", **chosen).counts
    assert (
        tuple(sum(row[each] for row in strategies) for each in ("measured", "replies", "undated")) == expected
    )
    if name not in ("so far, no days",) and not (name == "recorded" and basis == "so far"):
        assert (
            sums("weekly_activity", "measured", "answered", "undated") == expected
        )  # weeks hold dated touches


@pytest.mark.parametrize("key", TIMED)
@pytest.mark.parametrize("name", ["recorded", "so far", "so far, no days"])
def test_timing_says_what_is_missing_where_replies_have_no_days(name: str, key: str) -> None:
    answer = ask(measured(*LOGS[name]), key)
    assert (answer.rows, answer.figure) == ([], None)
    assert "needs the day on which each reply came" in answer.verdict
    assert "within 30 days" not in answer.verdict


def test_replies_without_a_day_are_never_counted_within_a_time() -> None:
    answer = ask(measured(NO_REPLY_DAYS, date(2026, 5, 27)), "response_by_channel", basis="within")
    assert {(row["replies"], row["rate"]) for row in answer.rows} == {(None, None)}
    assert "needs the day on which each reply came" in answer.verdict


def test_nothing_is_compared_so_far() -> None:
    log = measured(NO_REPLY_DAYS, date(2026, 5, 27))
    for key in ("response_by_channel", "response_by_strategy", "personalised"):
        verdict = ask(log, key, basis="so far").verdict
        assert not any(word in verdict for word in ("Clear", "Leaning", "Too early", "highest"))


def leave_out(text: str, as_of: date, reasons: dict[str, str]) -> MeasuredLog:
    """A log in which the touches to these companies count in no reply rate."""
    log = import_log(Upload(text.encode(), "log.csv")).measure(today=TODAY, as_of=as_of)
    for company, reason in reasons.items():
        log.database.execute(
            "update measured_touches set uncounted = $reason where company = $company",
            {"company": company, "reason": reason},
        )
    return log


REASONS = {"A1": "not delivered", "A7": "not known whether it was answered", "B5": "asks for no reply"}


@pytest.mark.parametrize("basis", ["recorded", "so far"])
@pytest.mark.parametrize("per", ["message", "contact", "opportunity"])
def test_what_is_uncounted_is_in_no_denominator(basis: str, per: str) -> None:
    text = OLD_LETTERS.replace("company", "contact,company").replace(",A", ",Ada,A").replace(",B", ",Ben,B")
    log = leave_out(text.replace(",C", ",Cid,C").replace(",D", ",Dan,D"), date(2026, 5, 10), REASONS)
    answer = ask(log, "response_by_channel", by="all", per=per, basis=basis)
    if per == "contact":
        assert not set(answer.held_out) & set(REASONS.values())  # each person got others that count
    else:
        assert {reason: answer.held_out[reason] for reason in REASONS.values()} == dict.fromkeys(
            REASONS.values(), 1
        )
    assert (
        shown(answer, "n", "replies")
        == {
            ("message", "recorded"): [(11, 3)],
            ("message", "so far"): [(15, 7)],
            ("contact", "recorded"): [(2, 2)],
            ("contact", "so far"): [(4, 4)],
            ("opportunity", "recorded"): [(11, 3)],
            ("opportunity", "so far"): [(15, 7)],
        }[per, basis]
    )


@pytest.mark.parametrize("key", [key for key in QUESTIONS if "basis" in QUESTIONS[key].defaults])
def test_every_reason_is_one_that_a_share_may_name(key: str) -> None:
    reasons = dict(zip([f"Firm {n}" for n in range(3)], REASONS.values(), strict=True))
    answer = ask(leave_out(FEW_UNDATED, date(2026, 6, 1), reasons), key)
    assert set(answer.held_out) <= set(answer.question.left_out)
    if key in (
        "reply_curve",
        "follow_up",
        "replies_by_touch_number",
        "response_by_channel",
        "response_by_strategy",
    ):
        assert set(reasons.values()) <= {*answer.held_out}


@pytest.mark.parametrize("key", [key for key in QUESTIONS if "basis" in QUESTIONS[key].defaults])
@pytest.mark.parametrize("name", LOGS)
def test_every_answer_on_every_basis_can_be_shared(name: str, key: str) -> None:
    for basis in BASES:
        answer = ask(measured(*LOGS[name]), key, basis=basis)
        [shared] = unpack(pack([answer], published_on=TODAY)).answers
        assert (shared.basis, shared.rows, shared.verdict) == (basis, answer.rows, answer.verdict)


def test_an_uncounted_touch_decides_no_basis() -> None:
    reasons = {f"A{n}": "not delivered" for n in range(4)}
    log = leave_out(OLD_LETTERS, date(2026, 5, 10), reasons)
    assert default_basis(log, 30) == "recorded"  # four letters are left, too few to wait for
    assert (
        default_basis(
            leave_out(OLD_LETTERS, date(2026, 5, 10), reasons | {f"B{n}": "not delivered" for n in range(9)}),
            30,
        )
        == "so far"
    )


def test_an_undated_reply_came_by_the_day_by_which_it_can_have_come() -> None:
    text = FEW_UNDATED.replace("2026-01-10,Firm 9", "2026-01-01,Firm 9")
    log = import_log(Upload(text.encode(), "log.csv")).measure(today=TODAY, as_of=date(2026, 6, 1))
    log.database.execute(
        "update measured_touches set replied_by = date '2026-01-02' where company = 'Firm 9'"
    )
    [row] = [row for row in ask(log, "reply_curve", by="all").rows if row["day"] == 1]
    assert row["replies"] == pytest.approx(1)  # the others took three days: it is on its last day
