"""career-ops: the tracker, the follow-ups and the status log that its folder `data` holds."""

from typing import Any

import pytest

from data.imports.log import ImportedLog, import_log
from data.imports.report import Skip
from data.imports.upload import Upload
from tests.paths import SHARED
from tests.workbooks import zipped

FIXTURE = SHARED / "trackers" / "follow_ups_table.md"
TRACKER = """# Applications Tracker

| # | Date | Company | Role | Score | Status | PDF | Report | Notes |
|---|------|---------|------|-------|--------|-----|--------|-------|
| 12 | 2026-09-18 | Alder Works | Engineer | 4.8/5 | **Responded** | ✅ | [012](reports/012-alder.md) | asked Maya |
| 3 | 2026-09-18 | Birch Labs | Engineer | 2.0/5 | SKIP | ❌ | [003](reports/003.md) | |
| 4 | 2026-09-19 | Cedar Group | Analyst | 4.0/5 | Evaluated | ❌ | | |
| 43 | 2026-09-20 | Fir & Co | Analyst | 4.0/5 | Rejected | ❌ | | |
| 44 | 2026-09-21 | Elm | Analyst | 4.0/5 | Discarded | ❌ | | |
| 45 | 2026-09-22 | Oak | Analyst | N/A | Applied | ❌ | | |
"""
SPANISH = """| # | Fecha | Empresa | Puesto | Puntuación | Estado | PDF | Informe | Notas |
|---|---|---|---|---|---|---|---|---|
| 1 | 2026-09-18 | Alder | Analista | 4/5 | Aplicado | ✅ | | |
| 2 | 2026-09-18 | Birch | Analista | 2/5 | no_aplicar | ❌ | | |
| 3 | 2026-09-19 | Cedar | Analista | 4/5 | Descartado | ❌ | | |
| 4 | 2026-09-19 | Elm | Analista | 4/5 | Entrevista | ❌ | | |
"""
FOLLOW_UPS = """# Follow-ups

| num | appNum | date | company | role | channel | contact | notes |
|---|---|---|---|---|---|---|---|
| 1 | 12 | 2026-09-27 | Alder Works | Engineer | Email | Maya | Thank you after the call |
- next #12 2026-10-04 (set 2026-09-27)
| 2 | 45 | 2026-09-29 | Oak | Analyst | LinkedIn | Tom | first nudge |
"""
STATUS_LOG = (
    "12\t2026-09-20\tEvaluated\tApplied\tset-status\t\n3\t2026-09-21\tEvaluated\tSKIP\tset-status\t\n"
    "12\t2026-10-01\tApplied\tResponded\t\t\n12\t2026-10-05\tResponded\tInterview\tweb\tby phone\n"
)


def brought(content: str | bytes, name: str) -> ImportedLog:
    return import_log(Upload(content.encode() if isinstance(content, str) else content, name))


def rows(log: ImportedLog, sql: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in log.records(sql)]


def touches(log: ImportedLog) -> list[tuple[Any, ...]]:
    return rows(
        log,
        "select company, opportunity_name, strategy::varchar as s, channel::varchar as c, sent_at::date::varchar as d "
        "from touches order by line",
    )


def replies(log: ImportedLog) -> list[tuple[Any, ...]]:
    sql = "select company, kind::varchar as k, received_at::date::varchar as day from replies "
    return rows(log, sql + "join touches on touch = id order by company")


def test_the_tracker_has_what_was_sent_and_skips_what_was_not() -> None:
    log = brought(TRACKER, "applications.md")
    assert log.report.format == "career-ops tracker"
    assert log.report.about == (
        "The tracker of career-ops has one day for each application, the one on which it was entered, and its status "
        "today. It doesn't say on which day anything else happened, or by which channel you applied.",
    )
    assert touches(log) == [
        ("Alder Works", "12", "application", None, "2026-09-18"),
        ("Fir & Co", "43", "application", None, "2026-09-20"),
        ("Oak", "45", "application", None, "2026-09-22"),
    ]
    assert replies(log) == [("Alder Works", "reply", None), ("Fir & Co", "rejection", None)]
    assert log.report.skips == (
        Skip(6, "not sent: “SKIP”"),
        Skip(7, "not sent: “Evaluated”"),
        Skip(9, "not sent: “Discarded”"),
    )
    assert (log.report.rows_in, log.report.accepted) == (6, 3)


def test_the_tracker_in_spanish() -> None:
    log = brought(SPANISH, "applications.md")
    assert [row[0] for row in touches(log)] == ["Alder", "Elm"]
    assert replies(log) == [("Elm", "interview", None)]
    assert [skip.reason for skip in log.report.skips] == ["not sent: “no_aplicar”", "not sent: “Descartado”"]


def test_follow_ups_ask_for_next_steps_or_say_thank_you() -> None:
    log = brought(FOLLOW_UPS, "follow-ups.md")
    assert log.report.format == "career-ops follow-ups"
    assert touches(log) == [
        ("Alder Works", "12", "thank_you", "email", "2026-09-27"),
        ("Oak", "45", "next_steps", "linkedin", "2026-09-29"),
    ]
    assert log.report.skips == (Skip(6, "planned, not sent: next #12 2026-10-04 (set 2026-09-27)"),)


@pytest.mark.skipif(not FIXTURE.exists(), reason="needs the files of others")
def test_the_fixture_of_others() -> None:
    log = import_log(Upload(FIXTURE.read_bytes(), FIXTURE.name))
    assert touches(log) == [
        ("Alder Works", "43", "next_steps", "email", "2026-05-07"),
        ("Birch Labs", "44", "next_steps", "linkedin", "2026-05-09"),
    ]


def test_the_status_log_has_a_day_for_each_step() -> None:
    log = brought(STATUS_LOG, "status-log.tsv")
    assert log.report.format == "career-ops status log"
    assert touches(log) == [(None, "12", "application", None, "2026-09-20")]
    assert rows(
        log, "select kind::varchar as k, reached_at::date::varchar as d from milestones order by d"
    ) == [
        ("applied", "2026-09-20"),
        ("interview", "2026-10-05"),
    ]
    assert log.report.skips == (Skip(2, "not sent: “SKIP”"),)


def test_the_files_of_its_folder_are_one_log() -> None:
    files = {"applications.md": TRACKER, "follow-ups.md": FOLLOW_UPS, "status-log.tsv": STATUS_LOG}
    log = brought(zipped({f"data/{name}": text.encode() for name, text in files.items()}), "data.zip")
    assert log.report.format == "career-ops tracker and follow-ups and status log"
    assert touches(log) == [
        ("Fir & Co", "43", "application", None, "2026-09-20"),
        ("Oak", "45", "application", None, "2026-09-22"),
        ("Alder Works", "12", "thank_you", "email", "2026-09-27"),
        ("Oak", "45", "next_steps", "linkedin", "2026-09-29"),
        ("Alder Works", "12", "application", None, "2026-09-20"),
    ]
    assert log.report.made["opportunities"] == 3
    assert [(log.report.place_of(skip.line), skip.reason) for skip in log.report.skips] == [
        ("data/applications.md 5", "counted from its changes in the status log"),
        ("data/applications.md 6", "counted from its changes in the status log"),
        ("data/applications.md 7", "not sent: “Evaluated”"),
        ("data/applications.md 9", "not sent: “Discarded”"),
        ("data/follow-ups.md 6", "planned, not sent: next #12 2026-10-04 (set 2026-09-27)"),
        ("data/status-log.tsv 2", "not sent: “SKIP”"),
    ]
    assert (log.report.rows_in, log.report.accepted, log.report.skipped) == (13, 7, 6)
