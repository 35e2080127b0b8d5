"""Words in columns of days: beside a date they set no row aside, and alone they can say that nothing was sent."""

from __future__ import annotations

import pytest

from data.imports.log import ImportedLog
from data.imports.report import Oddity, Skip
from tests.trackers import measured, written

BESIDE = "Words stand beside the date; the date counts"


def steps(log: ImportedLog) -> list[tuple[int, str, str | None]]:
    """Line, kind and day of each milestone but the application."""
    rows = measured(log).records(
        "select line, kind::varchar, reached_at::date::varchar from milestones where kind <> 'applied' order by all"
    )
    return [tuple(row.values()) for row in rows]


def test_a_date_with_words_beside_it_is_a_date() -> None:
    log = written(
        "Company,Date applied,Interview date\n"
        "Acme,2026-03-01,2026-03-24 (phone)\n"
        "Beta,2026-03-02,2026-03-25 w/ Anna\n"
        "Core,2026-03-03,26.3. vor Ort\n"
        "Dale,2026-03-04,27.3. cancelled\n",
    )
    assert [reject.line for reject in log.report.rejects] == [5]
    assert steps(log) == [
        (2, "screen", "2026-03-24"),
        (3, "interview", "2026-03-25"),
        (4, "interview", "2026-03-26"),
    ]
    assert Oddity(BESIDE, (2, 3, 4)) in log.report.oddities


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Interview", "screen"),
        ("Gespräch am", "screen"),
        ("Date d'entretien", "screen"),
        ("面试日期", "screen"),
        ("2nd interview", "interview"),
        ("Technical interview", "interview"),
        ("Zweitgespräch", "interview"),
    ],
)
def test_an_interview_by_phone_is_a_screen_unless_the_header_says_which_it_is(header: str, kind: str) -> None:
    log = written(f"Company,Date applied,{header}\nAcme,2026-03-01,2026-03-24 par téléphone\n")
    assert steps(log) == [(2, kind, "2026-03-24")]


def test_beside_a_column_of_phone_screens_an_interview_by_phone_is_an_interview() -> None:
    log = written(
        "Company,Date applied,Phone screen,Interview\nAcme,2026-03-01,2026-03-10,2026-03-24 phone\n"
    )
    assert steps(log) == [(2, "interview", "2026-03-24"), (2, "screen", "2026-03-10")]


@pytest.mark.parametrize(
    "word", ["saved", "not applied", "à postuler", "offen", "por aplicar", "a candidatar", "未申请"]
)
@pytest.mark.parametrize("header", ["Company,Date applied,Interview", "Company,Date sent,Channel"])
def test_a_word_of_planning_for_the_day_is_a_plan(header: str, word: str) -> None:
    report = written(f"{header}\nAcme,2026-03-01,\nBeta,{word},\n").report
    assert (report.accepted, report.rejects) == (1, ())
    assert report.skips == (Skip(3, f"not sent: “{word}”"),)


@pytest.mark.parametrize("done", ["applied", "mail de remerciement à Hélène"])
@pytest.mark.parametrize(
    "word", ["to apply", "à postuler", "noch nicht beworben", "por aplicar", "a candidatar", "未申请"]
)
def test_such_a_word_for_what_was_done_is_a_plan_even_with_a_day(word: str, done: str) -> None:
    rows = f"2026-03-01,Acme,{done},no\n2026-03-02,Beta,{word},\n2026-03-03,Core,{word},yes\n"
    report = written(f"Date,Company,What I did,Reply\n{rows}").report
    assert (report.accepted, report.skips, report.rejects) == (2, (Skip(3, f"not sent: “{word}”"),), ())


def test_such_a_word_is_no_plan_where_an_interview_was_held() -> None:
    report = written("Company,Date applied,Interview\nAcme,2026-03-01,\nBeta,saved,2026-03-09\n").report
    assert (report.accepted, report.skips, report.rejects) == (2, (), ())


@pytest.mark.parametrize("header", ["Company,Date applied,Interview", "Company,Date sent,Channel"])
def test_a_month_without_a_day_is_sent_on_an_unknown_day(header: str) -> None:
    log = written(f"{header}\nAcme,2026-03-01,\nBeta,mid May,\nCore,soon,\n")
    rows = measured(log).records("select line, sent_at::date::varchar as day from sent order by line")
    assert [(row["line"], row["day"]) for row in rows] == [(2, "2026-03-01"), (3, None)]
    assert [reject.value for reject in log.report.rejects] == ["soon"]
