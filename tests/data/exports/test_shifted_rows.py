"""Rows one cell beside their header: the person is asked once, and their cells are moved back."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.ask import ask
from data.imports.choices import Choices
from data.imports.log import ImportedLog, QuestionOpen, import_log
from data.imports.report import OpenQuestion
from data.imports.upload import Upload
from tests.examples import examples
from tests.paths import SHARED
from tests.workbooks import xlsx

FIXTURE = SHARED / "trackers" / "shifted_rows.csv"
HALF = (
    "Company,Date applied,Channel,Status\nAlder,2026-03-01,email,Applied\n,Birch,2026-03-02,email,Rejected\n"
    "Cedar,2026-03-03,LinkedIn,Applied\n,Elm,2026-03-04,LinkedIn,Interview\n"
)
LEFT = ";Firma;Datum;Kanal;Status\nAlder;01.03.2026;E-Mail;Beworben;\nBirke;22.03.2026;Brief;Absage;\n"
MOVED = {"shifted": "yes"}


def brought(content: str | bytes, name: str = "log.csv", **chosen: str) -> ImportedLog:
    bytes_ = content.encode() if isinstance(content, str) else content
    return import_log(Upload(bytes_, name, Choices(chosen=chosen)))


def sent(log: ImportedLog) -> list[tuple[Any, ...]]:
    sql = "select line, company, channel::varchar as channel, sent_at::date::varchar as day from touches order by line"
    return [tuple(row.values()) for row in log.records(sql)]


@pytest.mark.skipif(not FIXTURE.exists(), reason="needs the files of others")
def test_every_row_to_the_right() -> None:
    content = FIXTURE.read_bytes()
    log = brought(content)
    [question] = log.report.open_questions
    assert question == OpenQuestion(
        key="shifted",
        columns=("Date Applied", "URL", "Company Name", "Job Position", "Status"),
        question="3 rows look shifted one cell to the right of the header. Move the cells back?",
        choices=("yes", "no"),
        examples=question.examples,
    )
    assert [tuple(example.values()) for example in question.examples[:2]] == [
        ("line 2, as it is", "", "2026-02-10", "https://example.org/1", "Alder Works", "Analyst"),
        ("line 2, moved", "2026-02-10", "https://example.org/1", "Alder Works", "Analyst", "Rejected"),
    ]
    with pytest.raises(QuestionOpen):
        log.measure(today=date(2026, 11, 1))
    moved = brought(content, **MOVED)
    assert sent(moved) == [
        (2, "Alder Works", None, "2026-02-10"),
        (3, "Birch Labs", None, "2026-02-11"),
        (4, "Cedar Group", None, "2026-02-12"),
    ]
    assert (moved.report.open_questions, moved.sheet.header[-1]) == ((), "Status")
    [summary] = ask(moved.measure(today=date(2026, 11, 1)), "summary").rows
    assert (summary["touches"], summary["rejections"], summary["interviews"]) == (3, 1, 1)


def test_half_of_the_rows_to_the_right_in_a_workbook_as_well() -> None:
    for content in (HALF, xlsx(Log=[line.split(",") for line in HALF.splitlines()])):
        [question] = brought(content).report.open_questions
        assert question.question.startswith("2 rows look shifted one cell to the right")
        moved = brought(content, **MOVED)
        assert sent(moved) == [
            (2, "Alder", "email", "2026-03-01"),
            (3, "Birch", "email", "2026-03-02"),
            (4, "Cedar", "linkedin", "2026-03-03"),
            (5, "Elm", "linkedin", "2026-03-04"),
        ]
        assert moved.report.notes[-1] == "2 rows are read one cell further to the left."


def test_every_row_to_the_left_in_german() -> None:
    [question] = brought(LEFT).report.open_questions
    assert question.question == "2 rows look shifted one cell to the left of the header. Move the cells back?"
    assert sent(brought(LEFT, **MOVED)) == [
        (2, "Alder", "email", "2026-03-01"),
        (3, "Birke", "letter", "2026-03-22"),
    ]


def test_a_row_without_its_first_cell() -> None:
    text = "#,Date,Company,Channel\n1,2026-03-01,Alder,email\n2026-03-02,Birch,LinkedIn\n"
    assert sent(brought(text, **MOVED))[1] == (3, "Birch", "linkedin", "2026-03-02")


def test_after_no_the_rows_stay_as_they_are() -> None:
    log = brought(HALF, shifted="no")
    assert (log.report.open_questions, [row[1] for row in sent(log)]) == ((), ["Alder", "Cedar"])
    assert log.report.rows_in == 4


@pytest.mark.parametrize(
    "text",
    [
        "Date applied,Deadline,Company\n2026-03-01,2026-04-01,Alder\n,2026-05-01,Birch\n",
        "sent_at,replied_at,channel,company\n2026-03-01,,email,Alder\n,2026-03-02,email,Birch\n",
        "Company,Date,Channel,Notes\nAlder,2026-03-01,email,\n,2026-03-02,email,\n",
        "Company,Applied,Interview,Offer\nAlder,2026-03-01,,\nBirch,,2026-03-04,\nCedar,,,2026-03-05\n",
    ],
)
def test_empty_cells_shift_nothing(text: str) -> None:
    assert brought(text).report.open_questions == ()


CELL = st.sampled_from(["", "Alder", "2026-03-01", "email", "Applied", "https://a.example", "3", "no"])


@examples(10, thorough=200)
@given(rows=st.lists(st.lists(CELL, min_size=1, max_size=6), min_size=1, max_size=8))
def test_each_row_has_one_fate_whatever_is_moved(rows: list[list[str]]) -> None:
    whole = "Fir,2026-01-01,email,Applied\n" * 3
    text = f"Company,Date,Channel,Status\n{whole}" + "".join(",".join(row) + "\n" for row in rows)
    for answer in ("yes", "no"):
        report = brought(text, shifted=answer).report
        assert report.rows_in == report.accepted + report.duplicates + report.skipped + len(report.rejects)
    assert brought(text, **MOVED).report.rows_in == report.rows_in
