"""The fast way for files that keep the rules: pyarrow, after a look at each quote: it forgives bad ones."""

from contextlib import suppress
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from pyarrow import csv

from data.files.limits import refuse_many
from data.files.text_columns import MOST_ODD, Body, Places, column_ids, columns, widen
from data.files.tolerant_csv import Dialect, read_records

STRIDE = 1 << 23  # bytes looked at in one go
MOST_ASIDE = 10_000  # rows of another width that are worth setting aside
NEWLINE, RETURN = ord("\n"), ord("\r")

Bytes = npt.NDArray[np.uint8]


def read(content: bytes, start: int, line: int, width: int, dialect: Dialect) -> Body | None:
    """The records of UTF-8 `content` from byte `start`, on `line`; None unless they keep the rules.

    The rules: quotes only around whole cells and doubled inside, LF or CRLF line ends, and, but for a few
    records, `width` cells in each.
    """
    if width < 2 or not _is_simple(dialect) or _has_lone_returns(content):
        return None
    found = _lines(content, start, line, dialect)
    if found is None or not len(found.starts):
        return None
    odd: list[csv.InvalidRow] = []
    cells = _parse(content, start, width, dialect, found.inside, odd)
    if cells is None or cells.num_rows + len(odd) != len(found.starts):
        return None
    return _with_odd(cells, found.starts, odd, width, dialect)


def _with_odd(
    cells: pa.Table, lines: Places, odd: list[csv.InvalidRow], width: int, dialect: Dialect
) -> Body | None:
    """The whole table: the rows of another width back in their places."""
    widths = np.full(len(lines), width)
    stray = np.array([], np.int64)
    if not odd:
        return Body(cells, lines, widths, stray, {})
    rows = [record.cells for row in odd for record in read_records(row.text, dialect)]
    if len(rows) != len(odd) or any("\n" in row.text for row in odd):  # blank, or a stray quote's doing
        return None
    places = np.array([row.number for row in odd]) - 1
    widths[places] = [len(row) for row in rows]
    order = np.empty(len(lines), np.int64)
    order[np.delete(np.arange(len(lines)), places)] = np.arange(cells.num_rows)
    order[places] = np.arange(cells.num_rows, len(lines))
    added = pa.table(columns(rows), column_ids(max(map(len, rows))))
    most = max(cells.num_columns, added.num_columns)
    whole = pa.concat_tables([widen(cells, most), widen(added, most)]).take(order)
    texts = {int(place): row.text.rstrip("\r\n") for place, row in zip(places, odd, strict=True)}
    return Body(whole, lines, widths, stray, texts if len(texts) <= MOST_ODD else {})


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
        refuse_many(sum(map(len, numbers)))
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
    full: npt.NDArray[np.bool_] = (length > 1) | ((length == 1) & (first != RETURN))
    return full


def _parse(
    content: bytes, start: int, width: int, dialect: Dialect, inside: bool, odd: list[csv.InvalidRow]
) -> pa.Table | None:
    """The rows of the usual width, the others in `odd`; None if those are many, or bytes are not UTF-8."""
    names = column_ids(width)
    source = pa.py_buffer(content).slice(start)
    convert = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False)

    def attempt(even: bool) -> pa.Table:
        # Only a single thread tells which row is odd, so the first attempt hopes for none.
        reading = csv.ReadOptions(column_names=names, block_size=STRIDE, use_threads=even)
        parsing = csv.ParseOptions(
            delimiter=dialect.delimiter,
            quote_char=dialect.quote or False,
            newlines_in_values=inside,
            invalid_row_handler=None if even else set_aside,
        )
        return csv.read_csv(pa.BufferReader(source), reading, parsing, convert, _pool())

    def set_aside(row: csv.InvalidRow) -> str:
        odd.append(row)
        return "skip" if len(odd) <= MOST_ASIDE else "error"

    for even in (True, False):
        with suppress(pa.ArrowInvalid):
            return attempt(even)
    return None


def _pool() -> pa.MemoryPool:
    """Where columns grow: the usual pool touches each page anew, which takes twice the time and half as much again."""
    if "jemalloc" not in pa.supported_memory_backends():
        return pa.default_memory_pool()
    pa.jemalloc_set_decay_ms(0)  # what it no longer needs goes back at once
    return pa.jemalloc_memory_pool()
