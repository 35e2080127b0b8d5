"""The rows of a table as columns of text, whichever way they were read, and where each of them came from."""

from collections.abc import Sequence
from itertools import islice, zip_longest
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from data.files.limits import refuse_huge, refuse_many
from data.files.tolerant_csv import Dialect, Record, is_torn, read_records

BATCH = 1 << 14  # records turned into columns at a time
MOST_ODD = 1_000  # rows that may have slipped and are worth a second look: slips are few

Places = npt.NDArray[np.int64]


class Body(NamedTuple):
    """Columns c0, c1, … of text with null where a row had no such cell; for each row its line and its width.

    `stray`: the lines of the rows with a quote that is an ordinary character. `odd`: the text of each row, by its
    place, of another width than most or with quotes amid its cells; empty where these are too many to be slips.
    """

    cells: pa.Table
    lines: Places
    widths: Places
    stray: Places
    odd: dict[int, str]


def gather(text: str, start: int, line: int, width: int, dialect: Dialect) -> Body:
    """The records of `text` from `start`, which is on `line`; most of them should be `width` wide."""
    batches: list[list[pa.Array]] = []
    lines, widths, stray = list[int](), list[int](), list[int]()
    odd = dict[int, str]()
    counted = start
    body = read_records(text, dialect, width, start)
    while batch := list(islice(body, BATCH)):
        for record in batch:
            line += line_ends(text, counted, record.start, dialect)
            counted = record.start
            if len(odd) <= MOST_ODD and is_odd(record, width, dialect):
                odd[len(lines)] = text[record.start : record.end]
            lines.append(line)
            if not record.sound or is_torn(record, dialect):
                stray.append(line)
        widest = max(batch, key=lambda record: len(record.cells))
        widths += [len(record.cells) for record in batch]
        refuse_many(len(widths))
        refuse_huge(len(widest.cells), len(widths), line_ends(text, 0, widest.start, dialect) + 1)
        batches.append(columns([record.cells for record in batch]))
    return Body(
        table_of(batches),
        np.array(lines, np.int64),
        np.array(widths, np.int64),
        np.array(stray, np.int64),
        odd if len(odd) <= MOST_ODD else {},
    )


def is_odd(record: Record, width: int, dialect: Dialect) -> bool:
    """Whether the row has another width than most, or quotes where none belong."""
    if len(record.cells) != width or not record.sound:
        return True
    quote, cells = dialect.quote, zip(record.cells, record.quoted, strict=True)
    return quote is not None and any(quote in cell for cell, quoted in cells if not quoted)


def column_ids(number: int) -> list[str]:
    """What the columns of a table of text are called, whatever their headers: c0, c1, …"""
    return [f"c{index}" for index in range(number)]


def columns(rows: Sequence[Sequence[str]]) -> list[pa.Array]:
    """One array per column, as many as the longest row has cells."""
    return [pa.array(column, pa.string()) for column in zip_longest(*rows)]


def widen(table: pa.Table, columns: int) -> pa.Table:
    """The table with at least this many columns, the new ones all null."""
    missing = columns - table.num_columns
    if missing <= 0:
        return table
    new = [pa.nulls(table.num_rows, pa.string())] * missing
    return pa.table(table.columns + new, column_ids(columns))


def line_ends(text: str, start: int, end: int, dialect: Dialect) -> int:
    """How many line ends stand between two places."""
    if not dialect.returns:
        return text.count("\n", start, end)
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)


def table_of(batches: list[list[pa.Array]]) -> pa.Table:
    width = max(map(len, batches), default=0)
    schema = pa.schema([(name, pa.string()) for name in column_ids(width)])
    widened = [batch + [pa.nulls(len(batch[0]), pa.string())] * (width - len(batch)) for batch in batches]
    return pa.Table.from_batches([pa.record_batch(batch, schema=schema) for batch in widened], schema)


def count_rows(lines: Sequence[int]) -> str:
    """How many rows, and where the first is.

    >>> count_rows([7]), count_rows([7, 9])
    ('1 row (line 7)', '2 rows (the first on line 7)')
    """
    return (
        f"1 row (line {lines[0]})"
        if len(lines) == 1
        else f"{len(lines):,} rows (the first on line {lines[0]})"
    )
