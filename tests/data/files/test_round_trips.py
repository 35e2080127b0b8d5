"""Any table, written by any program, comes back equal."""

import csv
import io
import tempfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import openpyxl
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.files import container
from data.files.csv_reader import read_text
from data.files.sheet import Sheet
from data.schema import reading_hints
from tests.examples import examples
from tests.workbooks import saved

Table = list[tuple[str, ...]]

# Excluded because no reader could know better: names that could be values, a first cell that is empty, a cell that is
# in single quotes itself, and, where a writer leaves quotes out, spaces around a cell.
NAMES = ("Date", "Channel", "Company", "Contact", "Role", "Stage", "Notes", "Outcome")
ODD = [
    "two\nlines",
    'say "hi", then',
    "a, b; c\td|e",
    "5' 6\"",
    "=1+1",
    "+49 170",
    "#N/A",
    "0007",
    "1e5",
    "NULL",
    "é ß 中 🙂",
]
LETTERS = st.characters(codec="utf-8", exclude_characters="\ufeff", exclude_categories=("Cs", "Cc"))
WORDS = (
    st.text(LETTERS, max_size=12).map(lambda text: text.strip(" '\u00a0")) | st.sampled_from(ODD)
).filter(lambda text: text == text.strip())


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """A header and three to eight rows; the first column holds dates."""
    width = draw(st.integers(2, len(NAMES)))
    row = st.tuples(st.dates().map(str), *[WORDS] * (width - 1))
    return [NAMES[:width], *draw(st.lists(row, min_size=3, max_size=8))]


def frame(table: Table) -> pd.DataFrame:
    return pd.DataFrame(table[1:], columns=list(table[0]), dtype="object")


def arrow(table: Table) -> pa.Table:
    return pa.table(dict(zip(table[0], map(list, zip(*table[1:], strict=True)), strict=True)))


def by_python(table: Table, **dialect: object) -> bytes:
    out = io.StringIO()
    csv.writer(out, **dialect).writerows(table)  # type: ignore[arg-type]
    return out.getvalue().encode()


def by_excel(table: Table) -> bytes:
    """As Excel saves Unicode text."""
    return by_python(table, dialect="excel-tab").decode().encode("utf-16")


def by_pandas(table: Table) -> bytes:
    return frame(table).to_csv(index=False).encode()


def by_arrow(table: Table) -> bytes:
    out = io.BytesIO()
    pyarrow.csv.write_csv(arrow(table), out)
    return out.getvalue()


def by_duckdb(table: Table, options: str = "header") -> bytes:
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as connection:
        path = Path(folder) / "log"
        connection.register("log", arrow(table))
        connection.execute(f"copy log to '{path}' ({options})")
        return path.read_bytes()


def by_polars(table: Table) -> bytes:
    return pl.from_arrow(arrow(table)).write_csv().encode()  # type: ignore[union-attr]


def by_openpyxl(table: Table) -> bytes:
    book = openpyxl.Workbook()
    for number, row in enumerate(table, start=1):
        for column, text in enumerate(row, start=1):
            book.active.cell(number, column, text).data_type = "s"
    return saved(book)


def by_parquet(table: Table) -> bytes:
    out = io.BytesIO()
    pq.write_table(arrow(table), out)
    return out.getvalue()


WRITERS: dict[str, Callable[[Table], bytes]] = {
    "Python, all quoted": lambda table: by_python(table, quoting=csv.QUOTE_ALL, delimiter=";"),
    "Python": by_python,
    "Excel, Unicode text": by_excel,
    "pandas": by_pandas,
    "pyarrow": by_arrow,
    "DuckDB": by_duckdb,
    "Polars": by_polars,
    "openpyxl": by_openpyxl,
    "Parquet": by_parquet,
    "JSON lines by pandas": lambda table: frame(table).to_json(orient="records", lines=True).encode(),
    "JSON by DuckDB": lambda table: by_duckdb(table, "format json, array true"),
    "JSON lines by Polars": lambda table: pl.from_arrow(arrow(table)).write_ndjson().encode(),  # type: ignore[union-attr]
}
PACKED = ("openpyxl", "Parquet", "JSON lines by pandas", "JSON by DuckDB", "JSON lines by Polars")


def whole(sheet: Sheet) -> list[tuple[str | None, ...]]:
    return [sheet.header, *zip(*(column.to_pylist() for column in sheet.cells.columns), strict=True)]


def comes_back(writer: str, table: Table) -> None:
    """Without the process of its own, for speed: what is read is the same."""
    content = WRITERS[writer](table)
    assert (
        whole(
            container.read(content, "log", reading_hints)
            if writer in PACKED
            else read_text(content, "log", reading_hints)
        )
        == table
    )


@pytest.mark.parametrize("writer", WRITERS)
@examples(8, thorough=30)
@given(table=tables())
def test_any_table_written_by_any_program_comes_back_equal(writer: str, table: Table) -> None:
    comes_back(writer, table)


@pytest.mark.long
@pytest.mark.parametrize("writer", WRITERS)
@settings(max_examples=1_000)
@given(table=tables())
def test_a_thousand_tables_written_by_any_program_come_back_equal(writer: str, table: Table) -> None:
    comes_back(writer, table)
