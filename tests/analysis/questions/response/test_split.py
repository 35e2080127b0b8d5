"""An answer that is split has a row for each part, with its own numbers, and these add up to the whole."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from analysis.answer import Answer
from analysis.ask import ask
from analysis.questions.comparison import AUDIT_ONLY
from data.imports.choices import Choices
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.trackers import measured, requires_shared, tracker, written

ADDED_UP = ("n", "replies", "undated", "positive", "rejections", "waiting", "old", "old_replies")


def parts(answer: Answer) -> list[tuple[Any, ...]]:
    """Of each row the names, n, replies and rate in per cent."""
    names = [name for name in ("name", "stage") if name in answer.question.columns]
    numbers = [(row["n"], row["replies"], round(100 * row["rate"], 2)) for row in answer.rows]
    return sorted(
        (*(row[name] for name in names), *own) for row, own in zip(answer.rows, numbers, strict=True)
    )


def sums(answer: Answer) -> list[int]:
    return [sum(row[name] for row in answer.rows) for name in ADDED_UP]


def check_sums(log: MeasuredLog, key: str, **chosen: Any) -> None:
    """Every part has its own rate, and the parts of each group add up to it."""
    whole = ask(log, "response_by_channel", by=chosen["by"])
    split = ask(log, key, **chosen)
    assert sums(split) == sums(whole)
    for group in whole.rows:
        own = [row for row in split.rows if row["name"].split(", ")[0] == group["name"]]
        assert [sum(row[name] for row in own) for name in ADDED_UP] == [group[name] for name in ADDED_UP]
        assert sum(row["rate"] * row["n"] for row in own) == pytest.approx(group["rate"] * group["n"])


CITIES = """sent_at,channel,strategy,city,replied
2026-01-01,letter,introduction,Rome,yes
2026-01-02,letter,introduction,Rome,no
2026-01-03,letter,introduction,Oslo,no
2026-01-04,letter,introduction,Oslo,no
2026-01-05,letter,introduction,Oslo,no
2026-01-06,email,thank_you,Rome,no
2026-01-07,email,thank_you,Oslo,yes
"""


def test_each_part_of_a_small_log_has_its_own_n_and_rate() -> None:
    log = measured(written(CITIES))
    assert parts(ask(log, "response_by_channel", split="city")) == [
        ("email, Oslo", 1, 1, 100.0),
        ("email, Rome", 1, 0, 0.0),
        ("letter, Oslo", 3, 0, 0.0),
        ("letter, Rome", 2, 1, 50.0),
    ]
    assert parts(ask(log, "response_by_strategy", split="city")) == [
        ("introduction", "Oslo", 3, 0, 0.0),
        ("introduction", "Rome", 2, 1, 50.0),
        ("thank_you", "Oslo", 1, 1, 100.0),
        ("thank_you", "Rome", 1, 0, 0.0),
    ]
    check_sums(log, "response_by_channel", by="channel", split="city")
    check_sums(log, "response_by_strategy", by="strategy", split="city")


def test_a_column_of_the_vocabulary_splits_too() -> None:
    log = measured(written(CITIES))
    assert parts(ask(log, "response_by_strategy", split="channel")) == [
        ("introduction", "letter", 5, 1, 20.0),
        ("thank_you", "email", 2, 1, 50.0),
    ]
    assert parts(ask(log, "response_by_channel", by="city", split="strategy")) == [
        ("Oslo, introduction", 3, 0, 0.0),
        ("Oslo, thank_you", 1, 1, 100.0),
        ("Rome, introduction", 2, 1, 50.0),
        ("Rome, thank_you", 1, 0, 0.0),
    ]


def test_stages_are_spoken_of_only_where_rows_are_stages() -> None:
    log = measured(written(CITIES))
    assert "stage" in ask(log, "response_by_strategy").verdict
    assert "stage" not in ask(log, "response_by_strategy", split="city").verdict


@pytest.mark.parametrize("key", ["response_by_channel", "response_by_strategy"])
def test_what_a_person_is_judges_nobody_as_a_part_either(key: str) -> None:
    text = CITIES.replace("city", "Gender") + 5 * "2026-01-08,letter,introduction,Rome,yes\n"
    log = written(text).measure(today=date(2026, 11, 30), as_of=date(2026, 6, 30))
    answer = ask(log, key, split="Gender", basis="recorded")
    assert answer.verdict == AUDIT_ONLY
    assert {row.get("p_best") for row in answer.rows} == {None}


@requires_shared
def test_letters_to_rome_are_their_own_group() -> None:
    log = measured(tracker("split_by_city.csv"))
    assert parts(ask(log, "response_by_channel")) == [("email", 40, 0, 0.0), ("letter", 40, 10, 25.0)]
    assert parts(ask(log, "response_by_channel", split="city")) == [
        ("email, Oslo", 20, 0, 0.0),
        ("email, Rome", 20, 0, 0.0),
        ("letter, Oslo", 20, 0, 0.0),
        ("letter, Rome", 20, 10, 50.0),
    ]
    assert parts(ask(log, "response_by_strategy", by="channel", split="city")) == [
        ("email", "Oslo", 20, 0, 0.0),
        ("email", "Rome", 20, 0, 0.0),
        ("letter", "Oslo", 20, 0, 0.0),
        ("letter", "Rome", 20, 10, 50.0),
    ]
    check_sums(log, "response_by_channel", by="channel", split="city")


@pytest.fixture(scope="module")
def audit(shared_data: Path) -> MeasuredLog:
    """Bertrand & Mullainathan, AER 94(4), 2004."""
    file = shared_data / "resume_audit_2004" / "openintro_resume.csv"
    choices = Choices(columns={"received_callback": "replied", "job_ad_id": "opportunity"})
    return import_log(Upload(file.read_bytes(), file.name, choices)).measure(today=date(2026, 11, 22))


def test_callbacks_by_gender_and_city_are_counted_apart(audit: MeasuredLog) -> None:
    by_gender = ask(audit, "response_by_channel", by="gender")
    by_city = ask(audit, "response_by_channel", by="job_city")
    both = ask(audit, "response_by_channel", by="gender", split="job_city")
    assert parts(by_gender) == [("f", 3746, 309, 8.25), ("m", 1124, 83, 7.38)]
    assert parts(by_city) == [("Boston", 2166, 210, 9.7), ("Chicago", 2704, 182, 6.73)]
    assert parts(both) == [
        ("f, Boston", 1385, 161, 11.62),
        ("f, Chicago", 2361, 148, 6.27),
        ("m, Boston", 781, 49, 6.27),
        ("m, Chicago", 343, 34, 9.91),
    ]
    assert parts(ask(audit, "response_by_strategy", by="job_city", split="gender")) == [
        ("Boston", "f", 1385, 161, 11.62),
        ("Boston", "m", 781, 49, 6.27),
        ("Chicago", "f", 2361, 148, 6.27),
        ("Chicago", "m", 343, 34, 9.91),
    ]
    check_sums(audit, "response_by_channel", by="gender", split="job_city")
    check_sums(audit, "response_by_strategy", by="job_city", split="gender")
