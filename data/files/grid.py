"""Rows of cells, wherever they come from, as a sheet: what is above the header, the header, what is below."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, pairwise

import pyarrow as pa
import pyarrow.compute as pc

from data.errors import UnreadableFile
from data.files import header_row
from data.files.column_names import name_columns
from data.files.dialect import SAMPLE_RECORDS
from data.files.hints import Hints
from data.files.limits import refuse_huge, refuse_many
from data.files.sheet import Sheet
from data.files.text_columns import BATCH, columns, table_of, widen
from data.files.tolerant_csv import Record

Rows = Iterable[tuple[int, Sequence[str]]]
"""Each row's number, and its cells; a row without text in it is none."""
Merged = Sequence[tuple[int, int, int]]
"""Cells that are one over several rows: the first row's number, the last one's, the column from 0."""


def sheet_of(
    rows: Rows, name: str, kind: str, hints: Hints, notes: Sequence[str] = (), merged: Merged = ()
) -> Sheet:
    """The table in a grid of cells. Raises `UnreadableFile` for one without any text.

    What stands in merged cells below the header is said of each of their rows.
    """
    filled = ((number, cells) for number, cells in rows if any(map(str.strip, cells)))
    start = list(islice(filled, SAMPLE_RECORDS))
    if not start:
        raise UnreadableFile(f"{name} is empty; choose the file that holds your log.")
    found = _header(start, hints)
    below = start[found.records][0] if found.records < len(start) else start[-1][0] + 1
    over = [one for one in merged if one[0] >= below and one[1] > one[0]]
    cells, lines = _body(_fill_merged(chain(start[found.records :], filled), over), len(found.names))
    preamble = tuple(" ".join(filter(None, map(str.strip, above))) for _, above in start[: found.first])
    given = len(found.names) if found.found else 0
    names = (found.names if found.found else name_columns(cells, hints)) + ("",) * (
        cells.num_columns - len(found.names)
    )
    return Sheet(
        name=name,
        header=names[: cells.num_columns],
        cells=cells,
        lines=lines,
        encoding="utf-8",
        delimiter=None,
        preamble=preamble,
        notes=(
            *notes,
            *_note_merged(over),
            *header_row.note_header(names, found, preamble),
            *_nameless(cells, lines, given),
        ),
        named=given,
        kind=kind,
    )


def _header(start: list[tuple[int, Sequence[str]]], hints: Hints) -> header_row.Header:
    table = [Record(_trim(cells), [], number, number) for number, cells in start]
    gaps = [below.start - above.start > 1 for above, below in pairwise(table)]
    return header_row.find_header(table, header_row.usual_width(table), [*gaps, False], hints)


def _trim(cells: Sequence[str]) -> list[str]:
    """The cells up to the last that holds anything."""
    last = max(index for index, cell in enumerate(cells) if cell.strip())
    return list(cells[: last + 1])


def _fill_merged(rows: Rows, merged: Merged) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows, with what stands in merged cells in each row that they cover."""
    starts = {(top, column): bottom for top, bottom, column in merged}
    covered = {column for _, _, column in merged}
    standing = dict[int, tuple[int, str]]()  # column → the last row that the text is said of, and the text
    for number, cells in rows:
        said = list(cells)
        for column in covered & set(range(len(said))):
            if (number, column) in starts:
                standing[column] = starts[number, column], said[column]
            elif column in standing and number <= standing[column][0]:
                said[column] = said[column] or standing[column][1]
        yield number, said


def _note_merged(merged: Merged) -> Iterator[str]:
    if merged:
        yield f"Merged cells are read in each row that they cover: {len(merged):,}."


def _body(rows: Iterator[tuple[int, Sequence[str]]], width: int) -> tuple[pa.Table, pa.Array]:
    """The cells without columns that have neither a name nor any text, and the number of each row."""
    batches, numbers = [], list[int]()
    while batch := list(islice(rows, BATCH)):
        numbers += [number for number, _ in batch]
        refuse_many(len(numbers))
        refuse_huge(max(len(cells) for _, cells in batch), len(numbers), batch[0][0])
        batches.append(columns([cells for _, cells in batch]))
    table = widen(table_of(batches), width)
    while table.num_columns > width and not pc.any(pc.not_equal(table.columns[-1], "")).as_py():
        table = table.remove_column(table.num_columns - 1)
    return table, pa.array(numbers, pa.int64())


def _nameless(cells: pa.Table, lines: pa.Array, given: int) -> Iterator[str]:
    """A sentence about rows that reach beyond the header."""
    beyond = (
        [pc.fill_null(pc.not_equal(column, ""), False) for column in cells.columns[given:]] if given else []
    )
    if beyond:
        longer = beyond[0]
        for column in beyond[1:]:
            longer = pc.or_(longer, column)
        count, first = pc.sum(longer).as_py(), lines[pc.index(longer, True).as_py()]
        yield (
            f"{count:,} {'row' if count == 1 else 'rows'} with more cells than the header; the extra columns have "
            f"no name (the first in row {first})."
        )
