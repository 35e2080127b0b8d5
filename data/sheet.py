"""A table of text: any CSV file as it stood, with nothing guessed about what its cells mean.

`read` finds out how the file was written, then takes one of two ways to the same answer: a file that keeps the rules
goes through pyarrow, any other through `data.records`.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, zip_longest
from typing import NamedTuple

import pyarrow as pa

from data import encoding, header, strict
from data.dialect import SAMPLE_CHARACTERS, SAMPLE_RECORDS, detect
from data.encoding import Text
from data.errors import UnreadableFile
from data.records import Dialect, Record, records

BATCH = 1 << 16  # records turned into columns at a time
MOST_COLUMNS = 16_384  # what a spreadsheet can hold
MOST_CELLS = 500_000_000


@dataclass(frozen=True)
class Sheet:
    """A table of text as it stood in the file: no meaning is given to any cell.

    `header`: the names in order, which may repeat or be empty; column i is `c{i}` in `cells`. `cells`: text; null
    where the record had no such cell, "" for an empty cell. `lines`: int64, the 1-based line each record starts on.
    `delimiter`: None for one cell per line. `preamble`: the lines above the header. `notes`: what was odd and what
    was done about it. `named`: how many names the file itself gives: 0 when it has no header, and fewer than columns
    when rows are longer than the header.
    """

    name: str
    header: tuple[str, ...]
    cells: pa.Table
    lines: pa.Array
    encoding: str
    delimiter: str | None
    preamble: tuple[str, ...]
    notes: tuple[str, ...] = ()
    named: int = 0


class Layout(NamedTuple):
    """How the file is laid out: its dialect, the usual width, the header, and where the records begin."""

    dialect: Dialect
    width: int
    header: header.Header
    start: int  # character at which the first record after the header begins
    line: int  # and its line
    preamble: tuple[str, ...]
    notes: tuple[str, ...]


def read(content: bytes, name: str) -> Sheet:
    """The table in a CSV file of any dialect and encoding. Raises `UnreadableFile` (a `LogError`) if there is none."""
    encoding.refuse_other_kinds(content, name)
    start = encoding.start_as_utf8(content, 4 * SAMPLE_CHARACTERS + 4)
    if start is not None:
        encoding.refuse_binary(start, name)
        sheet = _quickly(content.removeprefix(encoding.UTF8_MARK), Text(start, "utf-8"), name)
        if sheet:
            return sheet
    text = encoding.decode(content, name)
    if text.encoding != "utf-8":
        sheet = _quickly(text.text.encode(), text, name)
        if sheet:
            return sheet
    return _carefully(text, name)


def write_csv(sheet: Sheet) -> str:
    """Header and records as RFC 4180 text. Only what the file held: no made-up names, no cells that were not there."""
    out = io.StringIO()
    writer = csv.writer(out)
    if sheet.named:
        writer.writerow(sheet.header[: sheet.named])
    for batch in sheet.cells.to_batches(BATCH):
        for row in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            writer.writerow(_present(row))
    return out.getvalue()


def _present(row: tuple[str | None, ...]) -> list[str]:
    return [cell for cell in row if cell is not None]


def _quickly(content: bytes, start: Text, name: str) -> Sheet | None:
    """The Sheet of a UTF-8 file that keeps every rule of its dialect; None for any other."""
    layout = _layout(start)
    if not layout.header.found or len(layout.header.names) != layout.width:
        return None
    skipped = len(start.text[: layout.start].encode())
    table = strict.read(content, skipped, layout.line, layout.width, layout.dialect)
    return table and _sheet(name, layout, start.encoding, table.cells, table.lines, ())


def _carefully(text: Text, name: str) -> Sheet:
    layout = _layout(text)
    body = _Body(layout, text.text, name)
    columns = max(body.columns, len(layout.header.names))
    cells = body.table(columns)
    return _sheet(name, layout, text.encoding, cells, pa.array(body.lines, pa.int64()), body.notes())


def _sheet(
    name: str, layout: Layout, encoding: str, cells: pa.Table, lines: pa.Array, notes: tuple[str, ...]
) -> Sheet:
    names = layout.header.names + ("",) * (cells.num_columns - len(layout.header.names))
    return Sheet(
        name=name,
        header=names,
        cells=cells,
        lines=lines,
        encoding=encoding,
        delimiter=layout.dialect.delimiter,
        preamble=layout.preamble,
        notes=layout.notes + notes,
        named=len(layout.header.names) if layout.header.found else 0,
    )


def _layout(text: Text) -> Layout:
    """How the file is laid out, judged by its start."""
    start = text.text[: SAMPLE_CHARACTERS + 1]
    dialect = detect(start)
    sample = start[:SAMPLE_CHARACTERS]
    width = header.usual_width(_sample(sample, dialect, None))
    table = _sample(sample, dialect, width)
    found = header.find(table, width)
    top = table[found.records - 1] if found.records else None
    begin = _after(text.text, top, dialect) if top else 0
    above = text.text[: top.start] if top and found.found else text.text[:begin]
    preamble = tuple(line for line in dialect.line_end.split(above) if line.strip())
    line = 1 + lines_in(text.text, 0, begin, dialect)
    notes = text.notes + tuple(_oddities(dialect, preamble, found))
    return Layout(dialect, width, found, begin, line, preamble, notes)


def _sample(sample: str, dialect: Dialect, width: int | None) -> list[Record]:
    table = list(islice(records(sample, dialect, width), SAMPLE_RECORDS))
    return table or [Record([""], [False], 0, 0)]


def _after(text: str, record: Record, dialect: Dialect) -> int:
    line_end = dialect.line_end.match(text, record.end)
    return line_end.end() if line_end else len(text)


def lines_in(text: str, start: int, end: int, dialect: Dialect) -> int:
    """How many line ends stand between two places."""
    if not dialect.returns:
        return text.count("\n", start, end)
    return text.count("\n", start, end) + text.count("\r", start, end) - text.count("\r\n", start, end)


def _oddities(dialect: Dialect, preamble: tuple[str, ...], found: header.Header) -> Iterator[str]:
    if preamble:
        yield f"{len(preamble)} lines above the header are not part of the table."
    if not found.found:
        yield "No header was found, so the columns are called column 1, column 2 and so on."
    if dialect.spaced:
        yield "The space after each delimiter is not part of the cells."
    if dialect.quote == "'":
        yield "Cells stand in single quotes."
    if dialect.escape == "backslash":
        yield "A backslash protects the character after it."
    if dialect.escape == "none":
        yield "Quotes inside quoted cells are not marked; a quote closes its cell only before a delimiter."


class _Body:
    """The records below the header, gathered as columns batch by batch, and what was odd about them."""

    def __init__(self, layout: Layout, text: str, name: str) -> None:
        self.lines: list[int] = []
        self.columns = 0
        self.batches: list[list[pa.Array]] = []
        self.named = len(layout.header.names)
        self.unsound, self.short, self.long = _Tally(), _Tally(), _Tally()
        self._gather(layout, text, name)

    def _gather(self, layout: Layout, text: str, name: str) -> None:
        line, counted = layout.line, layout.start
        body = records(text, layout.dialect, layout.width, layout.start)
        while batch := list(islice(body, BATCH)):
            for record in batch:
                line += lines_in(text, counted, record.start, layout.dialect)
                counted = record.start
                self._note(record, line)
            self.columns = max(self.columns, *(len(record.cells) for record in batch))
            self._refuse_huge(name)
            rows = zip_longest(*(record.cells for record in batch))
            self.batches.append([pa.array(column, pa.string()) for column in rows])

    def _note(self, record: Record, line: int) -> None:
        self.lines.append(line)
        if not record.sound:
            self.unsound.add(line)
        if len(record.cells) < self.named:
            self.short.add(line)
        if len(record.cells) > self.named:
            self.long.add(line)

    def _refuse_huge(self, name: str) -> None:
        if self.columns > MOST_COLUMNS or self.columns * len(self.lines) > MOST_CELLS:
            raise UnreadableFile(
                f"{name} has a row with {self.columns:,} cells (the header has {self.named:,}); "
                "check that row, or split the file, and try again."
            )

    def table(self, columns: int) -> pa.Table:
        names = [f"c{i}" for i in range(columns)]
        schema = pa.schema([(name, pa.string()) for name in names])
        widened = [_widened(batch, columns) for batch in self.batches]
        return pa.Table.from_batches([pa.record_batch(batch, schema=schema) for batch in widened], schema)

    def notes(self) -> tuple[str, ...]:
        return tuple(
            tally.sentence(what)
            for tally, what in (
                (self.unsound, "with a stray quote, read as an ordinary character"),
                (self.short, "with fewer cells than the header"),
                (self.long, "with more cells than the header; the extra columns have no name"),
            )
            if tally.count
        )


def _widened(batch: list[pa.Array], columns: int) -> list[pa.Array]:
    rows = len(batch[0])
    return batch + [pa.nulls(rows, pa.string())] * (columns - len(batch))


class _Tally:
    """How often something happened, and the first line where it did."""

    def __init__(self) -> None:
        self.count, self.first = 0, 0

    def add(self, line: int) -> None:
        self.count += 1
        self.first = self.first or line

    def sentence(self, what: str) -> str:
        if self.count == 1:
            return f"1 row {what} (line {self.first})."
        return f"{self.count:,} rows {what} (the first on line {self.first})."
