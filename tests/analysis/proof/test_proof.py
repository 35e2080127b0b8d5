"""Proof of search: every activity in its week, with the fields that offices ask for, and nothing counted twice."""

import ast
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from html import escape
from pathlib import Path

import pytest

from analysis import export
from analysis.proof import weeks as proof_weeks
from analysis.proof.proof_html import render_proof
from analysis.proof.weeks import Activity, Proof, WhoseSearch
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload
from tests.paths import CLEAN_LOG, ROOT

TODAY = date(2026, 9, 20)
LOG = """sent_at,channel,strategy,company,contact,role,replied_at,outcome,outcome_at
2026-03-02,job_board,application,Kites,,Analyst,2026-03-05,interview,2026-03-12
2026-03-03,email,introduction,Teapots,Ada,Analyst,2026-03-04,rejection,2026-03-04
2026-03-08,phone,,Looms,Ben,,,,
,email,,Looms,Ben,,,,
"""
BEGUN = [date(2026, 3, 2), date(2026, 3, 9)]


@cache
def measured(text: str, as_of: date = date(2026, 3, 15)) -> MeasuredLog:
    return import_log(Upload(text.encode(), "log.csv")).measure(today=TODAY, as_of=as_of)


def done(day: str, company: str = "Kites") -> Activity:
    return Activity(date.fromisoformat(day), "Application", company, "Analyst", "", "E-mail", "Answered")


def of(*activities: Activity, target: int = 2, as_of: date = date(2026, 3, 31)) -> Proof:
    return Proof(activities, date(2026, 3, 2), date(2026, 3, 15), as_of, target)


def weeks(found: Proof) -> list[tuple[date, int, bool | None]]:
    return [(week.first, week.number, week.met) for week in found.weeks]


def test_every_touch_and_interview_is_an_activity_with_its_fields() -> None:
    assert proof_weeks.find_activities(measured(LOG)).activities == (
        Activity(BEGUN[0], "Application", "Kites", "Analyst", "", "Job board", "Positive answer"),
        Activity(date(2026, 3, 3), "Introduction", "Teapots", "Analyst", "Ada", "E-mail", "Rejected"),
        Activity(date(2026, 3, 8), "Contact", "Looms", "", "Ben", "Phone", "No answer yet"),
        Activity(date(2026, 3, 12), "Interview", "Kites", "Analyst", "", "", "Not recorded"),
    )


def test_what_has_no_week_is_counted_and_told_with_its_lines() -> None:
    log = measured(LOG, date(2026, 3, 7))
    assert proof_weeks.find_activities(log).left_out_sentences(log.report) == [
        "Not in it: 1 activity without a date, in line 5.",
        "Not in it: 2 activities after the data date, in lines 2, 4.",
    ]


def test_what_became_known_later_is_no_result_yet() -> None:
    assert (
        proof_weeks.find_activities(measured(LOG, date(2026, 3, 4))).activities[0].result == "No answer yet"
    )


def test_ones_own_later_application_is_no_result_of_an_interview() -> None:
    log = (
        "event,at,kind,strategy,company,role\ntouch,2026-03-02,,introduction,Kites,Analyst\n"
        "milestone,2026-03-04,interview,,Kites,Analyst\nmilestone,2026-03-05,applied,,Kites,Analyst\n"
        "milestone,2026-03-10,rejected,,Kites,Analyst\n"
    )
    shown = {each.what: each.result for each in proof_weeks.find_activities(measured(log)).activities}
    assert shown["Interview"] == "Rejected"


def test_two_people_met_in_one_round_are_one_interview() -> None:
    events = "date,what happened,company,contact\n2026-03-02,applied,Kites,\n2026-03-09,interview,Kites,Ada\n"
    [_, met] = proof_weeks.find_activities(
        measured(f"{events}2026-03-09,interview,Kites,Ben\n2026-03-12,offer,Kites,\n")
    ).activities
    assert (met.contact, met.result) == ("Ada, Ben", "Offer")


def test_every_week_of_the_period_is_there_and_says_whether_it_met_the_target() -> None:
    found = of(done("2026-03-02"), done("2026-03-08"), done("2026-03-09"))
    assert weeks(found) == [(BEGUN[0], 2, True), (BEGUN[1], 1, False)]
    assert found.summary() == "2 weeks, the target of 2 activities met in 1."


def test_a_week_without_anything_did_not_meet_its_target() -> None:
    assert weeks(of(done("2026-03-02"), target=1)) == [(BEGUN[0], 1, True), (BEGUN[1], 0, False)]


def test_a_week_that_is_not_over_is_not_judged_unless_it_met_its_target() -> None:
    found = of(done("2026-03-09"), as_of=date(2026, 3, 13))
    assert weeks(found)[1] == (BEGUN[1], 1, None)
    assert found.summary() == "2 weeks, the target of 2 activities met in 0, 1 not over yet."
    assert weeks(replace(found, target=1))[1] == (BEGUN[1], 1, True)


@pytest.mark.parametrize(
    ("begins", "first"),
    [("monday", BEGUN[0]), ("sunday", date(2026, 3, 1)), ("saturday", date(2026, 2, 28))],
)
def test_weeks_begin_on_the_day_of_the_office(begins: proof_weeks.Begins, first: date) -> None:
    found = replace(of(done("2026-03-01"), done("2026-03-02")), begins=begins)
    assert found.weeks[0].first == first
    assert sum(week.number for week in found.weeks) == (1 if begins == "monday" else 2)


def test_an_employer_counts_once_a_week_where_the_target_is_of_employers() -> None:
    found = of(done("2026-03-02"), done("2026-03-03", "KITES"), done("2026-03-04", ""), done("2026-03-09"))
    assert weeks(replace(found, counts="employers", target=1)) == [(BEGUN[0], 1, True), (BEGUN[1], 1, True)]
    assert replace(found, counts="employers").target_text() == "2 different employers"


def test_a_log_of_several_people_asks_whose_search() -> None:
    log = measured("client,sent_at,company\nA,2026-03-02,Kites\nB,2026-03-03,Teapots\n")
    with pytest.raises(WhoseSearch, match="This log is of A and B"):
        proof_weeks.find_activities(log)
    assert [each.company for each in proof_weeks.find_activities(log, "B").activities] == ["Teapots"]


@pytest.mark.parametrize("text", [LOG, "client,sent_at,company\nA,2026-03-02,Kites\n"])
def test_a_name_that_is_not_in_the_log_is_refused(text: str) -> None:
    with pytest.raises(WhoseSearch, match="one person's"):
        proof_weeks.find_activities(measured(text), "Zoë")


def test_the_table_says_each_week_and_that_it_is_self_reported() -> None:
    first, empty = proof_weeks.list_rows(of(done("2026-03-02"), target=1))
    assert first == {
        "week from": "2026-03-02",
        "week to": "2026-03-08",
        "date": "2026-03-02",
        "activity": "Application",
        "employer": "Kites",
        "position": "Analyst",
        "person contacted": "",
        "how": "E-mail",
        "contact details": "",
        "result": "Answered",
        "weekly target": "1 activity",
        "done that week": 1,
        "target": "met",
        "source": "self-reported",
    }
    assert (empty["week from"], empty["date"], empty["target"]) == ("2026-03-09", "", "not met")


def test_a_formula_in_the_table_is_text() -> None:
    assert "'=1+1" in export.write_csv(proof_weeks.list_rows(of(done("2026-03-02", "=1+1"))))


def test_texts_never_become_markup() -> None:
    attack = '</style><img src=x onerror="alert(1)">'
    page = render_proof(of(done("2026-03-02", attack)), TODAY, reviewed=True)
    assert escape(attack) in page
    assert "<img" not in page


def test_the_page_says_who_says_so() -> None:
    page = render_proof(of(done("2026-03-02")), TODAY, reviewed=True)
    assert "Self-reported: made on 20 September 2026 from the person&#x27;s own log" in page
    assert "looked through by them. Nobody else has checked it." in page


def test_no_share_can_hold_it() -> None:
    users = [
        str(path.relative_to(ROOT))
        for path in [*ROOT.glob("pages/**/*.py"), *ROOT.glob("analysis/*.py"), *ROOT.glob("data/*.py")]
        if "analysis.proof.weeks" in imported(path)
    ]
    assert sorted(users) == ["analysis/__main__.py", "pages/components/log/proof.py"]


def imported(path: Path) -> set[str]:
    """Every module that a file imports, also from within a function."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    parts = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    return (
        plain
        | {str(node.module) for node in parts}
        | {f"{n.module}.{name.name}" for n in parts for name in n.names}
    )


def test_a_real_log_gives_every_touch_once() -> None:
    path = CLEAN_LOG
    log = import_log(Upload(path.read_bytes(), path.name)).measure(today=TODAY)
    found = proof_weeks.find_activities(log)
    [sent] = log.records("select count(*) as n from touches where sent_at is not null")
    interviews = [
        each for each in found.activities if each.what in ("Interview", "Phone screen", "Final round")
    ]
    assert len(found.activities) - len(interviews) == sent["n"]
    inside = Proof(found.activities, found.activities[0].day, log.as_of + timedelta(days=1), log.as_of, 3)
    assert sum(len(week.activities) for week in inside.weeks) == len(found.activities)
