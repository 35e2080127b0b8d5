"""Gaps, days and hours compare like with like: nothing is claimed where nothing is true, and what is true is found."""

import csv
import io
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from analysis.answer import Answer
from analysis.ask import ask
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from data.samples.world import SAMPLE_COLUMNS, World, times_odds

TODAY, AS_OF, START = date(2026, 11, 22), date(2026, 10, 31), date(2026, 1, 5)
NAMES = ("sent_at", "contact", "company", "channel", "stage", "replied", "replied_at")
ANSWERED = {"email": 0.3, "job_board": 0.08}
MORE = "differ more than chance"


def measured(names: tuple[str, ...], rows: list[list[Any]], as_of: date | None = AS_OF) -> MeasuredLog:
    text = io.StringIO()
    csv.writer(text).writerows([names, *rows])
    return import_log(Upload(text.getvalue().encode(), "log.csv")).measure(today=TODAY, as_of=as_of)


def world(seed: int, opportunities: int = 3000) -> MeasuredLog:
    """A log of a world in which neither gap nor day nor hour matters."""
    names = tuple(name for name in SAMPLE_COLUMNS if name not in ("message", "notes"))
    rows = World().touches(seed=seed, opportunities=opportunities)
    return measured(names, [[_written(row[name]) for name in names] for row in rows], as_of=None)


def _written(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value


def written(random: Random, number: int, at: date, channel: str, odds: float | None) -> list[Any]:
    """One message; answered the next day with the odds of its channel times `odds`, or never (None)."""
    answered = odds is not None and random.random() < times_odds(ANSWERED[channel], odds)
    reply = at + timedelta(days=1) if answered else None
    return [at, f"P{number}", f"C{number}", channel, "applied", "yes" if answered else None, reply]


def gapped(seed: int, odds: float, people: int = 1600) -> MeasuredLog:
    """Two messages a person, the second after 4 days (mostly e-mails) or 12 (mostly job boards) with these odds."""
    random, rows = Random(seed), []  # noqa: S311 (repeatable, not secret)
    for number in range(people):
        late, usual = number % 2 == 0, random.random() < 0.85
        channel = "email" if late != usual else "job_board"
        first = START + timedelta(days=random.randrange(180))
        second = first + timedelta(days=12 if late else 4)
        rows.append(written(random, number, first, channel, None))
        rows.append(written(random, number, second, channel, odds if late else 1))
    return measured(NAMES, rows)


def weekly(seed: int, odds: float, messages: int = 1600) -> MeasuredLog:
    """E-mails mostly on Mondays, job boards mostly on Thursdays; what is sent on Thursdays has these odds."""
    random, rows = Random(seed), []  # noqa: S311 (repeatable, not secret)
    for number in range(messages):
        late, usual = number % 2 == 0, random.random() < 0.85
        at = START + timedelta(weeks=random.randrange(30), days=3 if late else 0)
        channel = "email" if late != usual else "job_board"
        rows.append(written(random, number, at, channel, odds if late else 1))
    return measured(NAMES, rows)


def shown(answer: Answer, *names: str) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in names) for row in answer.rows]


def test_what_is_sent_by_better_channels_is_not_praised_for_its_gap_or_day() -> None:
    gaps, days = ask(gapped(1, odds=1), "gaps_between_touches"), ask(weekly(1, odds=1), "best_time")
    assert not gaps.verdict.startswith("Clear")
    assert MORE not in days.verdict
    for [early, late] in (gaps.rows, days.rows):
        assert early["replies"] / early["n"] > 1.5 * late["replies"] / late["n"]
        assert abs(early["rate"] - late["rate"]) < 0.05


def test_a_gap_that_doubles_the_odds_within_every_channel_is_found() -> None:
    answer = ask(gapped(2, odds=2), "gaps_between_touches")
    early, late = answer.rows
    assert early["replies"] > late["replies"]
    assert answer.verdict.startswith("Clear so far: 10–14 days")
    assert answer.verdict.endswith("same stage and channel, before any interview, are compared.")


def test_a_day_that_doubles_the_odds_within_every_channel_is_found() -> None:
    answer = ask(weekly(2, odds=2), "best_time")
    early, late = answer.rows
    assert early["replies"] > late["replies"]
    assert answer.verdict.startswith("The days of the week differ more than chance usually gives. Monday ")
    assert late["rate"] > 1.3 * early["rate"]


def test_a_shown_rate_is_the_overall_rate_times_replies_over_expected_replies() -> None:
    """3 of 6 e-mails answered on Mondays and 1 of 6 on Fridays: of 12, 4 are; of each six, 2 are expected."""
    rows = [
        [
            at,
            f"{at} {i}",
            "Acme",
            "email",
            None,
            *(("yes", at + timedelta(days=2)) if i < replies else ("", "")),
        ]
        for at, replies in ((START, 3), (START + timedelta(days=4), 1))
        for i in range(6)
    ]
    assert shown(ask(measured(NAMES, rows), "best_time"), "n", "replies", "expected", "rate") == [
        (6, 3, 2.0, pytest.approx(3 / 6)), (6, 1, 2.0, pytest.approx(1 / 6)),
    ]  # fmt: skip


def test_what_has_nothing_like_it_has_no_rate() -> None:
    rows: list[list[Any]] = [
        [START + timedelta(days=4 * (i % 2)), f"P{i}", "Acme", ("email", "letter")[i % 2], None, None, None]
        for i in range(20)
    ]
    rows[0][5:] = ["yes", START + timedelta(days=1)]
    answer = ask(measured(NAMES, rows), "best_time")
    assert shown(answer, "n", "replies", "rate") == [(10, 1, None), (10, 0, None)]
    assert answer.verdict.startswith("Too early to compare the days of the week")


@pytest.mark.parametrize("key", ["gaps_between_touches", "best_time"])
def test_messages_after_an_interview_are_left_out(key: str) -> None:
    rows = [
        [START + timedelta(days=7 * week), "Ann", "Acme", "email", stage, None, None]
        for week, stage in enumerate(["prospect", "applied", "interview", "final"])
    ]
    answer = ask(measured(NAMES, rows), key)
    assert answer.held_out == {"sent after an interview": 2}


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_is_claimed_in_a_world_without_any_effect(seed: int) -> None:
    log = world(seed)
    assert not ask(log, "gaps_between_touches").verdict.startswith("Clear")
    assert MORE not in ask(log, "best_time").verdict


@pytest.mark.long
def test_in_forty_such_worlds_chance_is_claimed_no_more_often_than_stated() -> None:
    logs = [world(seed) for seed in range(1, 41)]
    clear = [ask(log, "gaps_between_touches").verdict.startswith("Clear") for log in logs]
    more = [MORE in ask(log, "best_time").verdict for log in logs]
    assert sum(clear) <= 2  # 5 %
    assert sum(more) <= 4  # 5 %, and one standard error and a half


@pytest.mark.long
def test_in_two_hundred_small_worlds_chance_is_claimed_no_more_often_than_stated() -> None:
    logs = [world(seed, opportunities=150) for seed in range(100, 300)]
    clear = [ask(log, "gaps_between_touches").verdict.startswith("Clear") for log in logs]
    more = [MORE in ask(log, "best_time").verdict for log in logs]
    assert sum(clear) <= 10  # 5 %
    assert sum(more) <= 16  # 5 %, and two standard errors
