"""The tables of a cell are those of the log, and what is said of their columns is so."""

from datetime import date

import pyarrow as pa
import pytest

from analysis.notebook.sandbox.log_tables import Table, describe_tables, read_tables
from analysis.notebook.sandbox.worker import Worker
from data.database import ENUMS
from data.imports.log import MeasuredLog, import_log
from data.imports.upload import Upload

SCHEMA = {table.name: table for table in describe_tables()}


def test_the_tables_and_what_they_are() -> None:
    assert {name: table.meaning.split(",")[0].rstrip(".") for name, table in SCHEMA.items()} == {
        "touches": "Everything you sent",
        "opportunities": "What each opportunity (a role at a company",
        "replies": "Every answer that the log records",
        "milestones": "Every step that an opportunity reached",
        "rejects": "Every row of your file that could not be used",
    }


@pytest.mark.parametrize("table", describe_tables(), ids=lambda table: table.name)
def test_every_column_is_described_with_its_type(worker: Worker, table: Table) -> None:
    found = worker.run(f"describe {table.name}").table.to_pylist()
    types = {name: f"ENUM({', '.join(map(repr, words))})" for name, words in ENUMS.items()}
    told = {column.name: types.get(column.type, column.type) for column in table.columns}
    assert told == {row["column_name"]: row["column_type"] for row in found}


@pytest.mark.parametrize("table", describe_tables(), ids=lambda table: table.name)
def test_every_example_is_one_of_its_type(worker: Worker, table: Table) -> None:
    values = ", ".join(f"'{column.example}'::{column.type}" for column in table.columns)
    assert worker.run(f"select {values}").table.num_rows == 1


def test_the_words_of_a_vocabulary_are_told() -> None:
    [stage] = [column for column in SCHEMA["touches"].columns if column.name == "stage"]
    assert list(stage.words) == ENUMS["stage"]


def test_every_message_of_the_log_is_there(log: MeasuredLog, of_log: dict[str, pa.Table]) -> None:
    assert {name: of_log[name].num_rows for name in ("touches", "opportunities")} == {
        "touches": log.report.made["touches"],
        "opportunities": log.report.made["opportunities"],
    }


def test_a_row_that_was_set_aside_is_there_with_its_reason() -> None:
    log = import_log(Upload(b"company,channel,sent\nA,email,2026-03-02\nB,email,soon\n", "log.csv")).measure(
        today=date(2026, 4, 1)
    )
    [row] = read_tables(log)["rejects"].to_pylist()
    assert (row["line"], row["column"], row["value"]) == (3, "sent", "soon")


def test_other_columns_of_the_file_are_in_extra(worker: Worker) -> None:
    found = worker.run("select extra['Source'] as source from touches limit 1").table
    assert found.column_names == ["source"]
