"""Which record of a table names its columns, what stands above it, and whether anything does."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from data.errors import list_names
from data.files.column_names import WORD_COLUMNS_BY_PRIORITY
from data.files.dialect import is_value
from data.files.hints import Hints
from data.files.tolerant_csv import Record

HIGHEST = 30  # records from the top among which a header is looked for
LOOKED_AT = 20  # records below it in which dates written with words are looked for
MOST_REPEATS = 2  # how often a header may come again right below itself


class Header(NamedTuple):
    """The names as found, or made up, and the records they stand in: from `first` up to, not with, `records`.

    `two_rows`: whether the names were put together from two records. `slip`: what was amiss with its delimiters.
    `stray`: whether a quote in it is an ordinary character. `unsure`: whether it may be a row like the others.
    """

    names: tuple[str, ...]
    records: int
    found: bool
    first: int = 0
    two_rows: bool = False
    slip: str = ""
    stray: bool = False
    unsure: bool = False


def usual_width(table: Sequence[Record]) -> int:
    """How many cells most records have; of equally frequent widths the larger."""
    widths = Counter(len(record.cells) for record in table)
    return max(widths, key=lambda width: (widths[width], width))


def find_header(table: list[Record], width: int, gaps: Sequence[bool], hints: Hints) -> Header:
    """The first record that fills at least half of the columns, unless it looks like the rows below it.

    Titles and groups of columns fill few cells. Where a header is given twice, the lower one counts; where its
    names stand in two records, they are joined. Above what looks like data, a record with two names is a header
    with gaps. `gaps`: for each record, whether a blank line stands below it.
    """
    top = _first_full(table, width, gaps)
    for below in table[top + 1 : top + 1 + MOST_REPEATS]:
        top += _same(table[top], below)
    if top and _is_data(table[top], table[top + 1 :]) and _count_filled(table[top - 1]) >= 2:
        top -= 1
    if _is_data(table[top], table[top + 1 :]):
        return Header(tuple(f"column {i + 1}" for i in range(width)), top, False, top)
    over_two = _over_two(table, top, gaps, hints)
    if over_two:
        return over_two
    first = table[top]
    unsure = _may_be_row(first, table[top + 1 :], hints)
    return Header(tuple(first.cells), top + 1, True, top, stray=not first.sound, unsure=unsure)


def _first_full(table: list[Record], width: int, gaps: Sequence[bool]) -> int:
    for needed in (max(width / 2, min(width, 2)), 1):
        for index, record in enumerate(table[:HIGHEST]):
            if _count_filled(record) >= needed and not _is_title(record, width, gaps[index]):
                return index
    return 0


def _count_filled(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record.cells)


def _is_title(record: Record, width: int, blank_below: bool) -> bool:
    """Narrow, or narrower than the table with a blank line below."""
    cells = len(record.cells)
    return cells < width / 2 or (cells < width and blank_below)


def _same(one: Record, other: Record) -> bool:
    return one.cells == other.cells and not any(is_value(cell.strip()) for cell in one.cells)


def _is_data(first: Record, below: list[Record]) -> bool:
    """A value above values, or two cells that come again in their columns: no header has these."""
    again = 0
    for index, cell in enumerate(map(str.strip, first.cells)):
        filled = _column(below, index)
        if is_value(cell) and not _is_year(cell) and 2 * sum(map(is_value, filled)) >= len(filled):
            return True
        again += bool(cell) and cell in filled
    return again >= 2 and not any(first.cells == record.cells for record in below)


def _may_be_row(first: Record, below: list[Record], hints: Hints) -> bool:
    """Whether all is text, below too, and no name but such as a row could hold means something to a log."""
    if not below or any(is_value(cell.strip()) for record in below for cell in record.cells):
        return False
    names = [cell for cell in first.cells if not _is_word(cell, hints)]
    if hints.count_meaningful(names):
        return False
    return not any(hints.is_date(cell) for record in below[:LOOKED_AT] for cell in record.cells)


def _is_word(cell: str, hints: Hints) -> bool:
    """Whether a row of a log could hold it: a channel, a status …"""
    return any(hints.is_word_of(column, cell) for column in WORD_COLUMNS_BY_PRIORITY)


def _column(table: Sequence[Record], index: int) -> list[str]:
    """The filled cells of a column."""
    cells = (record.cells[index].strip() for record in table if len(record.cells) > index)
    return [cell for cell in cells if cell]


def _is_year(cell: str) -> bool:
    """A year can name a column of numbers."""
    return len(cell) == 4 and cell.isdigit() and cell[:2] in ("19", "20")


def note_header(names: Sequence[str], found: Header, preamble: Sequence[str]) -> Iterator[str]:
    """What was odd about the header, in sentences; `names`: those that the columns have in the end."""
    if len(preamble) == 1:
        yield "1 line above the header is not part of the table."
    elif preamble:
        yield f"{len(preamble)} lines above the header are not part of the table."
    if found.two_rows:
        yield "The header stands in two rows; their names were joined."
    if found.stray:
        yield "The header has a stray quote, read as an ordinary character."
    if found.unsure:
        yield "The first row is read as the header; nothing else in the file looks like one."
    if found.slip:
        yield f"The header has a {found.slip}; its names were put back above their columns."
    if not found.found:
        yield f"No header was found, so the columns are called {list_names(names)}."


def _over_two(table: list[Record], top: int, gaps: Sequence[bool], hints: Hints) -> Header | None:
    """The names of a header that stands in two records, the groups in the upper one; None for any other.

    Either some names of the upper record reach down over the lower one, as merged cells do, and the others are
    groups; or the upper record tells names apart that the lower one has more than once.
    """
    lower = top + 1
    if (
        lower < len(table)
        and not gaps[top]
        and _completes(table[top], table[lower], table[lower + 1 :], hints)
    ):
        return Header(_join_names(table[top].cells, table[lower].cells), lower + 1, True, top, True)
    above = next((index for index in range(top - 1, -1, -1) if _count_filled(table[index])), None)
    if above is None or gaps[above] or not _is_groups(table[above], table[top]):
        return None
    names = _distinct_names(table[above].cells, table[top].cells)
    return Header(names, top + 1, True, above, True) if names != tuple(table[top].cells) else None


def _is_groups(upper: Record, lower: Record) -> bool:
    """At least two names, of which none is a value, and not the lower ones once more."""
    named = [cell for cell in map(str.strip, upper.cells) if cell]
    return len(named) >= 2 and not any(map(is_value, named)) and upper.cells != lower.cells


def _completes(upper: Record, lower: Record, below: list[Record], hints: Hints) -> bool:
    """Whether the lower record names the columns of each group, leaves cells below other names, and is no data.

    A group is a name with a gap to its right. Where the rows below hold values, its columns have names without any.
    """
    width = max(len(upper.cells), len(lower.cells))
    over = [bool(cell.strip()) for cell in upper.cells] + [False] * (width - len(upper.cells)) + [True]
    named = [index for index, cell in enumerate(lower.cells) if cell.strip()]
    reaches_down = any(over[index] and index not in named for index in range(width))
    fills_gaps = any(not over[index] for index in named)
    of_its_own = any(over[index] and over[index + 1] for index in named)
    values = any(_is_value(lower.cells[index], hints) for index in named)
    return (
        reaches_down
        and fills_gaps
        and not of_its_own
        and not values
        and any(_holds_values(_column(below, index)) for index in named)
    )


def _is_value(cell: str, hints: Hints) -> bool:
    """Also where a date is written with words, which takes longer to see."""
    return is_value(cell.strip()) or hints.is_date(cell)


def _holds_values(cells: list[str]) -> bool:
    return bool(cells) and 2 * sum(map(is_value, cells)) >= len(cells)


def _join_names(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """Each lower name behind its group's; where there is none, the upper name, which reaches down."""
    width = max(len(upper), len(lower))
    above, below = ([*cells, *[""] * (width - len(cells))] for cells in (upper, lower))
    names, group = [], ""
    for name, cell in zip(above, below, strict=True):
        if name.strip():
            group = name.strip() if cell.strip() else ""
        names.append(f"{group} {cell.strip()}".strip() if cell.strip() else name)
    return tuple(names)


def _distinct_names(upper: Sequence[str], lower: Sequence[str]) -> tuple[str, ...]:
    """The lower names, each that comes more than once behind its group's; where there is none, the upper one."""
    often = {name for name, count in Counter(map(str.strip, lower)).items() if name and count > 1}
    names, group = [], ""
    for index, cell in enumerate(lower):
        over = upper[index].strip() if index < len(upper) else ""
        group = over or group
        apart = f"{group} {cell.strip()}".strip() if cell.strip() in often else cell
        names.append(apart if cell.strip() else over)
    return tuple(names)
