"""Timing: reply curves, when to follow up and stop, later messages, gaps, days and times."""

import csv
import io
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from analysis import snapshot
from analysis.answer import Answer
from analysis.ask import ask
from analysis.filters import Filters
from analysis.questions import hours, timing, waits
from analysis.statistics.hazard import by_touch
from data.imports.log import Log
from data.samples.world import SAMPLE_COLUMNS, World

TODAY, AS_OF = date(2026, 11, 22), date(2026, 10, 31)
HEADER = "sent_at,contact,company,channel,replied,replied_at\n"
QUESTIONS = ("reply_curve", "follow_up", "replies_by_touch_number", "gaps_between_touches", "best_time")


@cache
def measured(rows: str, as_of: date = AS_OF) -> Log:
    return Log((HEADER + rows).encode(), "log.csv").measure(today=TODAY, as_of=as_of)


def sent(
    number: int, reply_day: int | None = None, day: date = date(2026, 3, 2), channel: str = "email"
) -> str:
    """So many first messages to different people, all answered after so many days, or never."""
    reply = f"yes,{day + timedelta(days=reply_day)}" if reply_day is not None else ","
    return "".join(f"{day},{channel}{reply_day}-{day}-{i},Acme,{channel},{reply}\n" for i in range(number))


def columns(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in answer.rows]


FIVE = measured(
    "2026-03-02,Ann,A,email,yes,2026-03-04\n2026-03-02,Ben,B,email,,\n2026-03-09,Ben,B,email,yes,2026-03-10\n"
    "2026-03-02,Cem,C,letter,,\n2026-03-02,Dan,D,email,,\n",
    as_of=date(2026, 3, 12),
)
ENOUGH = measured(sent(10, 1) + sent(6, 7) + sent(4, 12) + sent(20))


def test_the_next_touch_ends_the_watch_of_the_one_before() -> None:
    rows = ask(FIVE, "reply_curve", by="all").rows
    assert [(row["day"], row["at_risk"], row["replies"]) for row in rows] == [
        (0, 5, 0), (1, 5, 1), (2, 4, 1), (7, 3, 0), (10, 2, 0),
    ]  # fmt: skip


def test_all_together_come_before_the_channels() -> None:
    answer = ask(FIVE, "reply_curve")
    assert waits.names_of(answer.rows) == ["all", "email", "letter"]
    assert answer.figure is None
    assert answer.verdict.endswith("and there are 2: they took 1 to 2 days.")


def test_the_days_by_which_most_replies_have_come() -> None:
    assert ask(ENOUGH, "reply_curve").verdict == (
        "Of the replies that come within 30 days, half have come by day 1 (range 1–7), 80 % by day 7 (range 7–12) and "
        "90 % by day 12 (range 7–12)."
    )


def test_a_line_stops_where_fewer_than_ten_were_still_watched() -> None:
    answer = ask(measured(sent(20, 1) + sent(9)), "reply_curve")
    assert answer.figure is not None
    assert list(answer.figure.data[0].x) == [0, 1]
    assert "come within 1 day, " in answer.verdict
    assert "Fewer than 10 messages have been watched longer" in answer.verdict


def test_replies_without_a_date_are_left_out_and_counted() -> None:
    answer = ask(measured(sent(19, 1) + sent(20) + "2026-03-02,Zoe,Z,email,yes,\n"), "reply_curve")
    assert dict(answer.held_out) == {"answered on an unknown day": 1}
    assert answer.rows


def test_more_than_one_undated_reply_in_ten_blocks_timing() -> None:
    log = measured(sent(8, 1) + sent(20) + "2026-03-02,Zoe,Z,email,yes,\n")
    curve, waiting = ask(log, "reply_curve"), ask(log, "follow_up")
    assert curve.rows == []
    assert curve.verdict.startswith("1 of 9 replies has no date, so how long answers take would be a guess.")
    assert waiting.verdict.endswith(curve.verdict)
    assert columns(waiting, "t", "follow_up", "stop") == [(7, False, None), (30, None, False)]


def test_the_chance_of_an_answer_falls_with_silence_and_advice_is_marked() -> None:
    answer = ask(ENOUGH, "follow_up")
    shown = {row["t"]: row for row in answer.rows}
    assert [(shown[t]["at_risk"], shown[t]["chance"]) for t in (0, 1, 12)] == [
        (40, pytest.approx(20 / 40)), (30, pytest.approx(10 / 30)), (20, 0.0),
    ]  # fmt: skip
    assert (shown[7]["follow_up"], shown[12]["stop"]) == (True, True)


def test_advice_is_a_rule_of_thumb_until_ten_were_watched_through_the_horizon() -> None:
    young = measured(sent(20, 1) + sent(20), as_of=date(2026, 3, 14))
    answer = ask(young, "follow_up")
    assert answer.verdict == (
        "Follow up after 7 days of silence and stop waiting after 30: a rule of thumb, not your data. "
        "Fewer than 10 messages have been watched for 30 days yet."
    )
    assert {row["until"] for row in answer.rows if row["t"] < 12} == {12}


def test_later_messages_are_counted_among_those_still_silent() -> None:
    answer = ask(FIVE, "replies_by_touch_number")
    assert columns(answer, "touch", "at_risk", "replies", "waiting") == [(1, 4, 1, 2), (2, 1, 1, 0)]
    assert answer.verdict.startswith("Too early: it takes 10 messages")


def test_a_message_after_an_answer_is_no_further_try() -> None:
    log = measured(
        "2026-03-02,Ann,A,email,yes,2026-03-04\n2026-03-09,Ann,A,email,yes,2026-03-10\n"
        "2026-03-02,Ben,B,email,,\n,Ben,B,email,,\n"
    )
    answer = ask(log, "replies_by_touch_number")
    assert columns(answer, "touch", "at_risk", "replies") == [(1, 1, 1)]
    assert dict(answer.held_out) == {
        "another touch to this person has no date": 1, "sent after an answer had come": 1, "undated": 1,
    }  # fmt: skip


def test_a_filter_chooses_messages_and_changes_no_numbers() -> None:
    rows = ask(FIVE, "replies_by_touch_number", Filters(since=date(2026, 3, 5))).rows
    assert [(row["touch"], row["at_risk"], row["replies"]) for row in rows] == [(2, 1, 1)]


def test_hazards_and_their_product_agree_with_threads_counted_by_their_last_touch() -> None:
    rows = ask(world(), "replies_by_touch_number").rows
    silent = [row["at_risk"] - row["replies"] for row in rows]
    onwards = [row["at_risk"] for row in rows[1:]] + [0]
    threads = [
        (row["touch"], row["replies"], left - later)
        for row, left, later in zip(rows, silent, onwards, strict=True)
    ]
    expected = [
        (touch.hazard.value, touch.cumulative.value) for touch in by_touch(threads) if touch.at_risk >= 10
    ]
    found = [(row["hazard"], row["cumulative"]) for row in rows if row["at_risk"] >= 10]
    assert found == [pytest.approx(pair) for pair in expected]


@pytest.mark.parametrize(
    ("days", "gap"),
    [
        *[(0, "2 days or less"), (2, "2 days or less"), (3, "3–5 days"), (5, "3–5 days"), (6, "6–9 days")],
        *[(9, "6–9 days"), (10, "10–14 days"), (14, "10–14 days"), (15, "15 days or more")],
    ],
)
def test_gaps_are_days_between_messages(days: int, gap: str) -> None:
    second = date(2026, 3, 2) + timedelta(days=days)
    log = measured(f"2026-03-02,Ann,A,email,,\n{second},Ann,A,email,yes,{second + timedelta(days=14)}\n")
    assert columns(ask(log, "gaps_between_touches"), "name", "n", "replies", "rate") == [(gap, 1, 1, 1.0)]


def test_a_reply_on_day_15_is_too_late_for_a_gap() -> None:
    log = measured("2026-03-02,Ann,A,email,,\n2026-03-09,Ann,A,email,yes,2026-03-24\n")
    assert columns(ask(log, "gaps_between_touches"), "n", "replies", "rate") == [(1, 0, 0.0)]


def test_few_messages_are_compared_by_half_weeks_and_half_days() -> None:
    log = measured(
        "2026-03-05 11:59,Ann,A,email,yes,2026-03-06\n2026-03-06 12:00,Ben,B,email,,\n2026-03-08 09:00,Cem,C,email,,\n"
    )
    assert columns(ask(log, "best_time"), "name", "n", "replies") == [
        ("Monday–Thursday", 1, 1), ("Friday–Sunday", 2, 0), ("before noon", 2, 1), ("after noon", 1, 0),
    ]  # fmt: skip


def test_from_300_messages_on_each_day_and_its_parts_are_shown() -> None:
    answer = ask(world(timed=True), "best_time")
    assert {row["time"] for row in answer.rows} == set(hours.DAYPARTS)
    assert answer.verdict.startswith("The days and times differ no more than chance would give.")


def test_a_log_without_times_is_compared_by_day_only() -> None:
    answer = ask(world(), "best_time")
    assert [row["name"] for row in answer.rows] == list(hours.WEEKDAYS[:5])
    assert answer.verdict.endswith("The log has no times of day.")


def test_a_day_that_is_answered_far_more_is_more_than_chance() -> None:
    monday, friday = date(2026, 3, 2), date(2026, 3, 6)
    log = measured(sent(30, 2, monday) + sent(10, None, monday) + sent(8, 2, friday) + sent(30, None, friday))
    assert ask(log, "best_time").verdict.startswith(
        "The days of the week differ more than chance usually gives. Monday–Thursday 75\N{NO-BREAK SPACE}%"
    )


def test_curve_and_hazards_find_the_truth_of_the_made_up_world() -> None:
    log, early = world(timed=True), Filters(stages=("prospect", "applied", "screen"))
    replied = {row["day"]: row["replied"] for row in ask(log, "reply_curve", early, by="all").rows}
    # Weibull(0.7, 6 days), read in the middle of the day: 52 % by day 3 and 72 % by day 7 of those within 30.
    assert [replied[day] / replied[30] for day in (3, 7)] == pytest.approx([0.52, 0.72], abs=0.03)
    hazards = [row["hazard"] for row in ask(log, "replies_by_touch_number", early).rows[:3]]
    assert hazards == pytest.approx([hazards[0]] * 3, abs=0.04)


@pytest.mark.parametrize("key", QUESTIONS)
@pytest.mark.parametrize(
    "rows",
    [
        sent(5, day=date(2026, 10, 20)),
        ",Ann,A,email,yes,\n,Ben,B,letter,,\n",
        "2026-03-02,Ann,A,email,yes,\n",
        "2026-12-01,Ann,A,email,,\n",
    ],
)
def test_few_silent_undated_or_future_touches_still_get_a_sentence_and_can_be_shared(
    key: str, rows: str
) -> None:
    answer = ask(measured(rows), key)
    [restored] = snapshot.unpack(snapshot.pack([answer], published_on=TODAY)).answers
    assert answer.verdict.endswith(".")
    assert (restored.verdict, restored.rows) == (answer.verdict, answer.rows)


@pytest.mark.parametrize(
    ("key", "n"),
    [
        *[("reply_curve", 5), ("follow_up", 5), ("replies_by_touch_number", 5), ("gaps_between_touches", 1)],
        *[("response_by_channel", 5), ("summary", None), ("fair_comparison", None)],
    ],
)
def test_n_is_how_many_were_measured(key: str, n: int | None) -> None:
    assert ask(FIVE, key).n == n


def test_n_counts_a_message_once_that_is_shown_by_day_and_by_hour() -> None:
    log = measured("2026-03-05 11:59,Ann,A,email,yes,2026-03-06\n2026-03-06 12:00,Ben,B,email,,\n")
    answer = ask(log, "best_time")
    assert (answer.n, sum(row["n"] for row in answer.rows)) == (2, 4)


@pytest.mark.parametrize("key", QUESTIONS)
def test_rows_have_the_published_columns(key: str) -> None:
    answer = ask(ENOUGH if key != "gaps_between_touches" else FIVE, key)
    assert list(answer.rows[0]) == list(answer.question.columns)


@pytest.mark.parametrize("key", QUESTIONS)
def test_timing_without_days_is_refused(key: str) -> None:
    with pytest.raises(timing.NeedsDays):
        ask(FIVE, key, basis="recorded")


@cache
def world(timed: bool = False) -> Log:
    """The log of a made-up world, with or without times of day."""
    text = io.StringIO()
    writer = csv.writer(text)
    names = [name for name in SAMPLE_COLUMNS if name not in ("message", "notes")]
    writer.writerow(names)
    rows = World().touches(seed=7, opportunities=1000)
    writer.writerows([_written(row[name], timed) for name in names] for row in rows)
    return Log(text.getvalue().encode(), "world.csv").measure(today=TODAY)


def _written(value: Any, timed: bool) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M" if timed else "%Y-%m-%d")
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
