"""Which record of a table names its columns, what stands above it, and whether anything does."""

from collections import Counter
from typing import NamedTuple

from data.dialect import is_value
from data.records import Record

HIGHEST = 30  # records from the top among which a header is looked for
MOST_REPEATS = 2  # how often a header may come again right below itself


class Header(NamedTuple):
    """The names as found, or made up; and the number of records up to and including theirs."""

    names: tuple[str, ...]
    records: int
    found: bool


def usual_width(table: list[Record]) -> int:
    """How many cells most records have; of equally frequent widths the larger."""
    widths = Counter(len(record.cells) for record in table)
    return max(widths, key=lambda width: (widths[width], width))


def find(table: list[Record], width: int, text: str) -> Header:
    """The first record that fills at least half of the columns, unless it looks like the rows below it.

    Titles and groups of columns fill few cells. Where a header is given twice, the lower one counts. Above
    what looks like data, a record with two names is a header with gaps. `text`: what the table was read from.
    """
    top = _first_full(table, width, text)
    for below in table[top + 1 : top + 1 + MOST_REPEATS]:
        top += _same(table[top], below)
    if top and _is_data(table[top], table[top + 1 :]) and _filled(table[top - 1]) >= 2:
        top -= 1
    if _is_data(table[top], table[top + 1 :]):
        return Header(tuple(f"column {i + 1}" for i in range(width)), top, False)
    return Header(tuple(table[top].cells), top + 1, True)


def _first_full(table: list[Record], width: int, text: str) -> int:
    for needed in (max(width / 2, min(width, 2)), 1):
        for index, record in enumerate(table[:HIGHEST]):
            if _filled(record) >= needed and not _is_title(table, index, width, text):
                return index
    return 0


def _filled(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record.cells)


def _is_title(table: list[Record], index: int, width: int, text: str) -> bool:
    """Narrow, or narrower than the table with a blank line below."""
    cells, end = len(table[index].cells), table[index].end
    below = table[index + 1].start if index + 1 < len(table) else end
    blank_below = len(text[end:below].splitlines()) > 1
    return cells < width / 2 or (cells < width and blank_below)


def _same(one: Record, other: Record) -> bool:
    return one.cells == other.cells and not any(is_value(cell.strip()) for cell in one.cells)


def _is_data(first: Record, below: list[Record]) -> bool:
    """A value above values, or two cells that come again in their columns: no header has these."""
    again = 0
    for index, cell in enumerate(map(str.strip, first.cells)):
        column = [record.cells[index].strip() for record in below if len(record.cells) > index]
        filled = [value for value in column if value]
        if is_value(cell) and not _is_year(cell) and 2 * sum(map(is_value, filled)) >= len(filled):
            return True
        again += bool(cell) and cell in filled
    return again >= 2 and not any(first.cells == record.cells for record in below)


def _is_year(cell: str) -> bool:
    """A year can name a column of numbers."""
    return len(cell) == 4 and cell.isdigit() and cell[:2] in ("19", "20")
