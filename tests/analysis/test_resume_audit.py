"""Bertrand & Mullainathan, "Are Emily and Greg More Employable than Lakisha and Jamal?", AER 94(4), 2004.

An undated log, mapped by hand: their table 1, from the published replication data.
"""

import math
from datetime import date
from pathlib import Path

import pytest

from analysis.ask import ask
from analysis.question import Row
from analysis.questions import comparison
from data.imports.choices import Choices
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload


@pytest.fixture(scope="module")
def audit(shared_data: Path) -> MeasuredLog:
    file = shared_data / "resume_audit_2004" / "openintro_resume.csv"
    choices = Choices(columns={"received_callback": "replied", "job_ad_id": "opportunity"})
    return import_log(Upload(file.read_bytes(), file.name, choices)).measure(today=date(2026, 11, 22))


def callbacks(row: Row) -> tuple[int, int, float]:
    return row["replies"], row["n"], round(100 * row["rate"], 2)


def test_callbacks_by_race_are_those_of_bertrand_and_mullainathan_2004(audit: MeasuredLog) -> None:
    answer = ask(audit, "response_by_channel", by="race")
    assert answer.basis == "so far"
    assert {row["name"]: callbacks(row) for row in answer.rows} == {
        "white": (235, 2435, 9.65),
        "black": (157, 2435, 6.45),
    }


def test_callbacks_by_race_and_city_are_those_of_bertrand_and_mullainathan_2004(audit: MeasuredLog) -> None:
    answer = ask(audit, "response_by_strategy", by="race", split="job_city")
    assert {(row["stage"], row["name"]): round(100 * row["rate"], 2) for row in answer.rows} == {
        ("Chicago", "white"): 8.06,
        ("Chicago", "black"): 5.40,
        ("Boston", "white"): 11.63,
        ("Boston", "black"): 7.76,
    }


def test_the_difference_has_the_z_of_bertrand_and_mullainathan_2004(audit: MeasuredLog) -> None:
    black, white = ask(audit, "response_by_channel", by="race").rows
    pooled = (white["replies"] + black["replies"]) / (white["n"] + black["n"])
    error = math.sqrt(pooled * (1 - pooled) * (1 / white["n"] + 1 / black["n"]))
    assert (white["rate"] - black["rate"]) / error == pytest.approx(4.1084, abs=1e-4)


def test_race_is_shown_for_audit_and_judges_nobody(audit: MeasuredLog) -> None:
    answer = ask(audit, "response_by_channel", by="race")
    assert answer.verdict.startswith("For audit only")
    assert {row["p_best"] for row in answer.rows} == {None}


def test_brad_10_of_63_is_not_called_best_among_36_names(audit: MeasuredLog) -> None:
    answer = ask(audit, "response_by_channel", by="firstname")
    [brad] = [row for row in answer.rows if row["name"] == "Brad"]
    assert (len(answer.rows), brad["replies"], brad["n"]) == (36, 10, 63)
    assert answer.verdict.startswith("Replies so far: Tamika 14 of 256 (5.5%, range 3.3–9.0%), ")
    assert answer.verdict.endswith(comparison.NOT_COMPARED)
    assert brad["rate"] == max(row["rate"] for row in answer.rows)
    assert {(row["pooled"], row["p_best"]) for row in answer.rows} == {(None, None)}


def test_ranges_are_wider_than_wilsons_because_each_ad_got_four_resumes(audit: MeasuredLog) -> None:
    _, white = ask(audit, "response_by_channel", by="race").rows
    assert white["low"] < 0.085408 < 0.108881 < white["high"]
