"""Rows in, files out."""

from __future__ import annotations

import csv as writer
import io
import re
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from analysis.question import Row

NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?([eE][+-]?\d+)?%?")

MOST_ROWS = 25_000
"""Of a workbook: it is made in memory, 4 KB and a quarter of a millisecond for each row."""
LONGEST_CELL = 32_767
"""Of a cell, by Excel's specifications and limits."""
CUT = " … (cut here: a cell of a spreadsheet holds no more)"


def write_csv(rows: Sequence[Row]) -> str:
    """Rows as CSV that a spreadsheet opens as text and numbers, never as formulas."""
    if not rows:
        return ""
    out = io.StringIO()
    table = writer.writer(out, lineterminator="\r\n")
    table.writerow(neutralise(name) for name in rows[0])
    table.writerows([neutralise(value) for value in row.values()] for row in rows)
    return out.getvalue()


def neutralise(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front; a number stays a number."""
    if (
        isinstance(value, str)
        and value[:1] in ("=", "+", "-", "@", "\t", "\r")
        and not NUMBER.fullmatch(value)
    ):
        return f"'{value}"
    return value


def write_parquet(table: pa.Table) -> bytes:
    """A table as a Parquet file, every value with its type."""
    out = io.BytesIO()
    pq.write_table(table, out, compression="zstd")
    return out.getvalue()


def write_xlsx(table: pa.Table, name: str) -> bytes:
    """A table of up to MOST_ROWS rows as a workbook with one sheet: numbers as numbers, texts as texts.

    A text is never a formula, also after it was edited: where it looks like one, the cell is marked as text
    (what a typed apostrophe does). A text longer than a cell holds is cut, and says so at its end.
    """
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book:  # otherwise it writes the log to a disk
        sheet, as_text = book.add_worksheet(name), book.add_format({"quote_prefix": True})
        sheet.freeze_panes(1, 0)
        for index, title in enumerate(table.column_names):
            _fill(sheet, (0, index), title, as_text)
            for line, value in enumerate(table.column(index).to_pylist(), 1):
                _fill(sheet, (line, index), value, as_text)
    return out.getvalue()


def _fill(sheet: Worksheet, place: tuple[int, int], value: str | int | None, as_text: Format) -> None:
    if isinstance(value, int):
        sheet.write_number(*place, value)
    elif value:
        text = value if len(value) <= LONGEST_CELL else value[: LONGEST_CELL - len(CUT)] + CUT
        sheet.write_string(*place, text, as_text if neutralise(text) != text else None)
