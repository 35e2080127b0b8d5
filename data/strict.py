"""The fast way for files that keep every rule: pyarrow reads them, after a look at each quote that it would forgive."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv

from data.records import Dialect

STRIDE = 1 << 23  # bytes looked at in one go
NEWLINE, RETURN = ord("\n"), ord("\r")

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]


class Table(NamedTuple):
    """Columns c0, c1, … of text, and the line on which each record starts."""

    cells: pa.Table
    lines: pa.Array


def read(content: bytes, start: int, line: int, width: int, dialect: Dialect) -> Table | None:
    """The records of UTF-8 `content` from byte `start`, which is on `line`; None unless all keep the rules.

    The rules: `width` cells in each record, quotes only around whole cells and doubled inside, LF or CRLF line ends.
    """
    if width < 2 or not _is_simple(dialect) or _has_lone_returns(content):
        return None
    lines = _lines(content, start, line, dialect)
    if lines is None or not len(lines.starts):
        return None
    cells = _parse(content, start, width, dialect, lines.inside)
    if cells is None or cells.num_rows != len(lines.starts):
        return None
    return Table(cells, pa.array(lines.starts))


def _is_simple(dialect: Dialect) -> bool:
    delimiter = dialect.delimiter or ""
    one_byte = len(delimiter) == 1 and delimiter.isascii() and delimiter != " "
    return one_byte and dialect.escape == "doubled" and not dialect.spaced and not dialect.returns


def _has_lone_returns(content: bytes) -> bool:
    return b"\r" in content and content.count(b"\r") != content.count(b"\r\n")


class _Lines(NamedTuple):
    starts: Places  # the line of each record
    inside: bool  # some cell has a line end inside


def _lines(content: bytes, start: int, line: int, dialect: Dialect) -> _Lines | None:
    """Where records start, from the line ends outside quotes; None if a quote is not where it should be."""
    whole = np.frombuffer(content, np.uint8)
    quote, delimiter = ord(dialect.quote or "\0"), ord(dialect.delimiter or "\0")
    quotes_before = newlines_before = 0
    ends: list[Places] = [np.array([start - 1])]  # the line end before each record
    numbers: list[Places] = [np.array([line])]
    for offset in range(start, len(content), STRIDE):
        part = whole[offset : offset + STRIDE]
        quotes = np.flatnonzero(part == quote) + offset
        if not _in_place(whole, quotes, quotes_before % 2, start, quote, delimiter):
            return None
        newlines = np.flatnonzero(part == NEWLINE) + offset
        outside = (np.searchsorted(quotes, newlines) + quotes_before) % 2 == 0
        ends.append(newlines[outside])
        numbers.append(np.flatnonzero(outside) + newlines_before + line + 1)
        quotes_before += len(quotes)
        newlines_before += len(newlines)
    if quotes_before % 2:
        return None
    before, at_line = np.concatenate(ends), np.concatenate(numbers)
    full = _full(whole, before)
    return _Lines(at_line[full], newlines_before > len(before) - 1)


def _in_place(
    whole: Bytes, quotes: Places, open_already: int, start: int, quote: int, delimiter: int
) -> bool:
    """Each opening quote follows a delimiter, a line end or a quote; each closing one stands before one."""
    opening, closing = quotes[open_already::2], quotes[1 - open_already :: 2]
    before = whole[opening[opening > start] - 1]
    after = whole[closing[closing < len(whole) - 1] + 1]
    return bool(
        np.isin(before, (delimiter, NEWLINE, quote)).all()
        and np.isin(after, (delimiter, NEWLINE, RETURN, quote)).all()
    )


def _full(whole: Bytes, before: Places) -> npt.NDArray[np.bool_]:
    """Which of the lines that follow these line ends hold anything."""
    start = before + 1
    end = np.append(before[1:], len(whole))
    length = end - start
    first = whole[np.minimum(start, len(whole) - 1)]
    return (length > 1) | ((length == 1) & (first != RETURN))


def _parse(content: bytes, start: int, width: int, dialect: Dialect, inside: bool) -> pa.Table | None:
    names = [f"c{i}" for i in range(width)]
    try:
        return csv.read_csv(
            pa.BufferReader(pa.py_buffer(content).slice(start)),
            csv.ReadOptions(column_names=names, block_size=STRIDE),
            csv.ParseOptions(
                delimiter=dialect.delimiter,
                quote_char=dialect.quote or False,
                newlines_in_values=inside,
            ),
            csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:  # a row of another width, or bytes that are not UTF-8
        return None
