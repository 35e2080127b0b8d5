"""A history of status changes, one row for each: with a header or without one, as CSV, JSON, Markdown or a workbook."""

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ask import ask
from data.imports.choices import Choices
from data.imports.log import ImportedLog, import_log
from data.imports.report import Skip
from data.imports.upload import Upload
from tests.examples import examples
from tests.workbooks import xlsx

WITH_HEADER = (
    "Company,Role,Old status,New status,Changed at\n"
    "Alder,Analyst,,Saved,2026-03-01 08:00\n"
    "Alder,Analyst,Saved,Applied,2026-03-02 09:00\n"
    "Alder,Analyst,Applied,Responded,2026-03-05 09:30\n"
    "Alder,Analyst,Responded,Phone screen,2026-03-06 10:00\n"
    "Alder,Analyst,Phone screen,Interview,2026-03-09 10:00\n"
    "Alder,Analyst,Interview,Final round,2026-03-16 10:00\n"
    "Alder,Analyst,Final round,Offer,2026-03-20 10:00\n"
    "Alder,Analyst,Offer,Accepted,2026-03-23 10:00\n"
    "Birch,Clerk,Saved,Discarded,2026-03-02 11:00\n"
    "Cedar,Clerk,Applied,Rejected,2026-03-11 12:00\n"
    "Elm,Clerk,Saved,Applied,2026-03-03 12:00\n"
    "Elm,Clerk,Applied,Withdrawn,2026-03-04 12:00\n"
)
REACHED = [
    ("Alder", "screen", "Phone screen", "2026-03-06"),
    ("Alder", "interview", "Interview", "2026-03-09"),
    ("Alder", "final", "Final round", "2026-03-16"),
    ("Alder", "offer", "Offer", "2026-03-20"),
    ("Alder", "accepted", "Accepted", "2026-03-23"),
    ("Cedar", "rejected", "Rejected", "2026-03-11"),
    ("Elm", "withdrawn", "Withdrawn", "2026-03-04"),
]
WITHOUT_HEADER = (
    "Alder Werke,Analystin,Gemerkt,Beworben,2026-03-02\n"
    "Birke AG,Analystin,Gemerkt,Beworben,2026-03-03\n"
    "Alder Werke,Analystin,Beworben,Vorstellungsgespräch,2026-03-10\n"
    "Birke AG,Analystin,Beworben,Absage,2026-03-12\n"
)
IN_JSON = {
    "historial": [
        {"empresa": "Alder", "desde": None, "hasta": "Enviada", "fecha": "2026-03-02T09:00:00Z"},
        {"empresa": "Alder", "desde": "Enviada", "hasta": "Entrevista", "fecha": "2026-03-09T09:00:00Z"},
        {"empresa": "Birch", "desde": "Guardada", "hasta": "Enviada", "fecha": "2026-03-03T09:00:00Z"},
    ]
}
IN_MARKDOWN = (
    "# 状态记录\n\n| 公司 | 职位 | 变更前 | 变更后 | 日期 |\n|---|---|---|---|---|\n"
    "| 甲公司 | 分析师 | 待投递 | 已投递 | 2026-03-02 |\n| 甲公司 | 分析师 | 已投递 | 面试 | 2026-03-09 |\n"
)


def brought(content: str | bytes, name: str = "history.csv", **choices: Any) -> ImportedLog:
    bytes_ = content.encode() if isinstance(content, str) else content
    return import_log(Upload(bytes_, name, Choices(**choices)))


def sent(log: ImportedLog) -> list[tuple[Any, ...]]:
    sql = "select company, strategy::varchar as strategy, sent_at::date::varchar as day from touches order by line"
    return [tuple(row.values()) for row in log.records(sql)]


def answered(log: ImportedLog) -> list[tuple[Any, ...]]:
    sql = "select company, kind::varchar as kind, received_at::date::varchar as day from replies "
    return [tuple(row.values()) for row in log.records(sql + "join touches on touch = id order by company")]


def reached(log: ImportedLog) -> list[tuple[Any, ...]]:
    sql = (
        "select company, milestones.kind::varchar as kind, milestones.label, reached_at::date::varchar as day "
        "from milestones join entries using (line) where milestones.kind <> 'applied' "
    )
    return [tuple(row.values()) for row in log.records(sql + "order by company, milestones.kind")]


def summary(log: ImportedLog) -> dict[str, Any]:
    [row] = ask(log.measure(today=date(2026, 11, 1)), "summary").rows
    return {
        key: row[key]
        for key in ("touches", "answered", "opportunities", "interviews", "offers", "rejections")
    }


def test_each_change_is_what_it_says_on_its_day() -> None:
    log = brought(WITH_HEADER)
    assert (log.report.format, log.report.shape) == ("Status history", "event rows")
    assert sent(log) == [
        ("Alder", "application", "2026-03-02"),
        ("Cedar", "application", None),
        ("Elm", "application", "2026-03-03"),
    ]
    assert answered(log) == [("Alder", "reply", "2026-03-05"), ("Cedar", "rejection", "2026-03-11")]
    assert reached(log) == REACHED
    assert log.report.skips == (Skip(2, "not sent: “Saved”"), Skip(10, "not sent: “Discarded”"))
    assert (log.report.rows_in, log.report.accepted, log.report.open_questions) == (12, 10, ())
    assert summary(log) == {  # in time: one application has no day, so its reply came nobody knows how soon
        "touches": 3, "answered": 1, "opportunities": 3, "interviews": 1, "offers": 1, "rejections": 1,
    }  # fmt: skip


def test_the_newest_first_and_in_a_workbook_is_the_same() -> None:
    header, *rows = [line.split(",") for line in WITH_HEADER.splitlines()]
    log = brought(xlsx(History=[header, *reversed(rows)]), "history.xlsx")
    assert (sorted(sent(log)), reached(log)) == (sorted(sent(brought(WITH_HEADER))), REACHED)


def test_without_a_header_and_in_german() -> None:
    log = brought(WITHOUT_HEADER)
    assert sent(log) == [
        ("Alder Werke", "application", "2026-03-02"),
        ("Birke AG", "application", "2026-03-03"),
    ]
    assert answered(log) == [
        ("Alder Werke", "interview", "2026-03-10"),
        ("Birke AG", "rejection", "2026-03-12"),
    ]
    assert summary(log) == {
        "touches": 2, "answered": 2, "opportunities": 2, "interviews": 1, "offers": 0, "rejections": 1,
    }  # fmt: skip


def test_as_json_in_spanish() -> None:
    log = brought(json.dumps(IN_JSON), "historial.json")
    assert sent(log) == [("Alder", "application", "2026-03-02"), ("Birch", "application", "2026-03-03")]
    assert answered(log) == [("Alder", "interview", "2026-03-09")]


NESTED = {
    "applications": [
        {
            "company": "Alder",
            "status": "interview",
            "history": [
                {"status": "interview", "date": "2026-03-09"},
                {"status": "applied", "date": "2026-03-02"},
                {"status": "saved", "date": "2026-03-01"},
            ],
        },
        {
            "company": "Birch",
            "status": "rejected",
            "history": [
                {"from": "saved", "to": "applied", "at": "2026-03-03T10:00:00Z"},
                {"from": "applied", "to": "rejected", "at": "2026-03-12T10:00:00Z"},
            ],
        },
        {"company": "Cedar", "status": "saved", "history": []},
        {"company": "Elm", "status": "saved", "history": [{"status": "saved", "date": "2026-03-01"}]},
    ]
}


def test_as_lists_within_the_rows_of_json() -> None:
    log = brought(json.dumps(NESTED), "applications.json")
    assert sent(log) == [("Alder", "application", "2026-03-02"), ("Birch", "application", "2026-03-03")]
    assert answered(log) == [("Alder", "interview", "2026-03-09"), ("Birch", "rejection", "2026-03-12")]
    assert log.report.skips == (Skip(3, "no change of status"), Skip(4, "not sent: “saved”"))
    assert (log.report.rows_in, log.report.accepted) == (4, 2)


def test_the_status_of_today_beside_the_one_before_and_seconds() -> None:
    log = brought(
        "Company,Previous status,Status,Timestamp\nAlder,saved,APPLIED,1772409600\n"
        "Alder,applied,PHONE_SCREEN,1772841600\n"
    )
    assert (sent(log), reached(log)) == (
        [("Alder", "application", "2026-03-02")],
        [("Alder", "screen", "PHONE_SCREEN", "2026-03-07")],
    )


def test_as_markdown_in_chinese() -> None:
    log = brought(IN_MARKDOWN, "log.md")
    assert (sent(log), reached(log)) == (
        [("甲公司", "application", "2026-03-02")],
        [("甲公司", "interview", "面试", "2026-03-09")],
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [("From", "To"), ("Status before", "Status after"), ("von", "nach"), ("Ancien statut", "Nouveau statut"),
     ("status_anterior", "novo_status"), ("Estado anterior", "Estado nuevo"), ("old", "new")],
)  # fmt: skip
def test_the_two_statuses_have_many_names(before: str, after: str) -> None:
    log = brought(f"Company,{before},{after},Date\nAlder,Saved,Applied,2026-03-02\n")
    assert (log.report.format, sent(log)) == ("Status history", [("Alder", "application", "2026-03-02")])


def test_a_move_back_and_one_that_is_none_are_said() -> None:
    log = brought(
        "id,from,to,date\n7,Saved,Applied,2026-03-02\n7,Applied,Applied,2026-03-03\n7,Applied,Interview,2026-03-04\n"
        "7,Interview,Applied,2026-03-05\n7,Applied,Ghosted,2026-03-06\n7,Applied,Quux,2026-03-07\n"
    )
    assert log.report.skips == (
        Skip(3, "no change: Applied as before"),
        Skip(5, "back to Applied: sent only once"),
        Skip(6, "nothing sent and no reply: Ghosted"),
    )
    assert [(reject.line, reject.value) for reject in log.report.rejects] == [(7, "Quux")]
    assert brought("id,from,to,date\n7,Saved,Quux,2026-03-07\n7,Saved,Applied,2026-03-08\n",
                   words={("status", "Quux"): "applied"}).report.made["touches"] == 1  # fmt: skip


def test_changes_of_other_fields_are_left_out() -> None:
    log = brought(
        "Company,Field,Old value,New value,Date\nAlder,Status,Saved,Applied,2026-03-02\n"
        "Alder,Location,Bonn,Köln,2026-03-03\n"
    )
    assert (sent(log), log.report.skips) == (
        [("Alder", "application", "2026-03-02")],
        (Skip(3, "a change of “Location”, not of the status"),),
    )


@pytest.mark.parametrize(
    "table",
    ["Date,From,To,Subject\n2026-03-01,Ada,Bo,Hello\n",
     "Alder,Applied,Rejected,2026-03-02\nBirch,Applied,Offer,2026-03-03\n"],
)  # fmt: skip
def test_letters_and_logs_without_a_header_are_no_history(table: str) -> None:
    assert brought(table).report.format != "Status history"


STATUS = st.sampled_from(
    ["", "Saved", "Applied", "Replied", "Interview", "Offer", "Accepted", "Rejected", "Ghosted", "Closed", "Quux",
     "Withdrawn", "SKIP", "Contacted", "Rejected after interview", "Final", "—"]
)  # fmt: skip
DAY = st.sampled_from(["", "2026-03-01", "2026-03-02T10:00:00Z", "03/04/2026", "soon", "1 May"])
CHANGE = st.tuples(st.sampled_from(["Alder", "Birch", ""]), STATUS, STATUS, DAY)


@examples(40, thorough=400)
@given(changes=st.lists(CHANGE, max_size=10), header=st.booleans())
def test_each_change_of_any_history_has_one_fate(changes: list[tuple[str, ...]], header: bool) -> None:
    first = ("Alder", "Saved", "Applied", "2026-03-01")
    rows = [("Company", "From", "To", "Date")] * header + [
        first,
        ("Alder", "Applied", "Offer", "2026-03-09"),
        *changes,
    ]
    report = brought("\n".join(",".join(row) for row in rows) + "\n").report
    assert report.rows_in == report.accepted + report.duplicates + report.skipped + len(report.rejects)
    if header:  # without one, the first row is taken for it where few of the others have a day
        assert report.rows_in == len(changes) + 2
