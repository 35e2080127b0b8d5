"""The clean log is the same log again, whichever kind of file carries it."""

import io
from collections.abc import Callable
from functools import cache

import openpyxl
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data.imports.choices import Choices
from data.imports.log import ImportedLog, import_log
from data.imports.upload import Upload
from tests.paths import SAMPLES
from tests.workbooks import saved, zipped

ODD = b"""sent_at,company,notes,#,=1+1
2026-03-02,Acme,=1+1,#N/A,'x
2026-03-02 00:00,"two
lines", ,007,1.0
,Beta,x,,
"""


def as_parquet(events: pa.Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(events, out)
    return out.getvalue()


def as_workbook(events: pa.Table) -> bytes:
    book = openpyxl.Workbook()
    rows = [events.column_names, *(row.values() for row in events.to_pylist())]
    for number, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            cell = book.active.cell(number, column, value)
            cell.data_type = "s" if isinstance(value, str) else cell.data_type  # a formula is text here
    return saved(book)


def as_lines(events: pa.Table) -> bytes:
    return pl.DataFrame(events).write_ndjson().encode()


def as_archive(events: pa.Table) -> bytes:
    return zipped({"clean log.parquet": as_parquet(events)})


@cache
def imported(content: bytes) -> ImportedLog:
    return import_log(Upload(content, "log.csv", Choices(dates="dmy")))


@pytest.mark.parametrize("carried", [as_parquet, as_workbook, as_lines, as_archive])
@pytest.mark.parametrize(
    "content",
    [(SAMPLES / "clean.csv").read_bytes(), (SAMPLES / "job_seeker.csv").read_bytes(), ODD],
    ids=["clean sample", "job seeker", "odd cells"],
)
def test_a_clean_log_is_the_same_log_again_in_any_kind_of_file(
    content: bytes, carried: Callable[[pa.Table], bytes]
) -> None:
    log = imported(content)
    copy = import_log(Upload(carried(log.clean_table()), "clean log"))
    assert copy.clean_table().equals(log.clean_table())
    assert copy.report.made == log.report.made
