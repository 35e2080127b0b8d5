"""Text as a table: how the file was written is found out first, then one of two ways leads to the same answer.

A file that keeps the rules goes through pyarrow (`strict`), any other through `records`.
"""

from collections.abc import Iterator
from itertools import islice, pairwise
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from data.errors import UnreadableFile
from data.files import column_names, encoding, fast_csv, header_row, limits
from data.files.dialect import MOST_SAMPLE_CHARACTERS, SAMPLE_RECORDS, detect, sample_of
from data.files.encoding import Text
from data.files.hints import Hints
from data.files.row_repair import Repairs, note_repairs, repair_header, repair_rows
from data.files.sheet import Sheet
from data.files.text_columns import Body, count_rows, gather, line_ends, widen
from data.files.tolerant_csv import Dialect, Record, read_records


class Layout(NamedTuple):
    """How the file is laid out: its dialect, the usual width, the header, the first rows, and where records begin."""

    dialect: Dialect
    width: int
    header: header_row.Header
    sample: tuple[Record, ...]
    start: int  # character at which the first record after the header begins
    line: int  # and its line
    preamble: tuple[str, ...]
    notes: tuple[str, ...]


def read_text(content: bytes, name: str, hints: Hints) -> Sheet:
    """The table in a CSV file of any dialect and encoding. Raises `UnreadableFile`."""
    encoding.refuse_other_kinds(content, name)
    start = encoding.start_as_utf8(content, 4 * MOST_SAMPLE_CHARACTERS + 4)
    if start is not None:
        encoding.refuse_binary(start, name)
        sheet = _read_fast(content.removeprefix(encoding.UTF8_MARK), Text(start, "utf-8"), name, hints)
        if sheet:
            return sheet
    text = encoding.decode(content, name)
    if text.encoding != "utf-8":
        sheet = _read_fast(text.text.encode(), text, name, hints)
        if sheet:
            return sheet
    return _read_tolerantly(text, name, hints)


def _read_fast(content: bytes, start: Text, name: str, hints: Hints) -> Sheet | None:
    """The Sheet of a UTF-8 file that keeps the rules of its dialect; None for any other."""
    layout = _layout(start, hints)
    if not layout.header.found:
        return None
    skipped = len(start.text[: layout.start].encode())
    body = fast_csv.read(content, skipped, layout.line, layout.width, layout.dialect)
    return _sheet(name, layout, start.encoding, body, hints) if body else None


def _read_tolerantly(text: Text, name: str, hints: Hints) -> Sheet:
    layout = _layout(text, hints)
    body = gather(text.text, layout.start, layout.line, layout.width, layout.dialect)
    return _sheet(name, layout, text.encoding, body, hints)


def _sheet(name: str, layout: Layout, encoding: str, body: Body, hints: Hints) -> Sheet:
    found = layout.header
    named = len(found.names)
    repairs = Repairs(body, {})
    if named == layout.width:
        repairs = repair_rows(body, layout.sample, layout.width, layout.dialect)
    body = repairs.body
    limits.refuse_huge(named, len(body.lines), max(layout.line - 1, 1))
    _refuse_long(body)
    cells = widen(body.cells, named)
    names = found.names if found.found else column_names.name_columns(cells.select(range(named)), hints)
    odd = *header_row.note_header(names, found, layout.preamble), *_note_dialect(layout.dialect)
    return Sheet(
        name=name,
        header=names + ("",) * (cells.num_columns - named),
        cells=cells,
        lines=pa.array(body.lines),
        encoding=encoding,
        delimiter=layout.dialect.delimiter,
        preamble=layout.preamble,
        notes=(
            *layout.notes,
            *odd,
            *note_repairs(repairs, layout.dialect),
            *_note_widths(body, named),
        ),
        named=named if found.found else 0,
    )


def _refuse_long(body: Body) -> None:
    """Raise for a cell of more text than a log has anywhere; only a column that is large enough can hold one."""
    for column in body.cells.columns:
        if column.nbytes > limits.MOST_IN_A_CELL:
            sizes = pc.binary_length(column)
            longest = pc.max(sizes).as_py() or 0
            limits.refuse_long(longest, int(body.lines[pc.index(sizes, longest).as_py()]) if longest else 0)


def _note_widths(body: Body, named: int) -> Iterator[str]:
    for where, what, done in (
        (body.stray, "a stray quote", "it is read as an ordinary character"),
        (body.lines[body.widths < named], "fewer cells than the header", "the last columns are empty there"),
        (body.lines[body.widths > named], "more cells than the header", "the extra columns have no name"),
    ):
        if len(where):
            yield f"{count_rows(where.tolist())} with {what}; {done}."


def _layout(text: Text, hints: Hints) -> Layout:
    """How the file is laid out, judged by its start."""
    sample = sample_of(text.text)
    cut = len(sample) < len(text.text)
    dialect = detect(sample, cut)
    width = header_row.usual_width(_sample(sample, dialect, None))
    table = _sample(sample, dialect, width)
    found = header_row.find_header(table, width, _gaps(table, sample), hints)
    top = table[found.records - 1] if found.records else None
    below = tuple(table[found.records :])
    if top and found.found:
        found = repair_header(found, text.text[top.start : top.end], below, width, dialect)
    if cut and top and top.end == len(sample):
        raise UnreadableFile(
            "The first row never seems to end; check the quotes and line ends and try again."
        )
    begin = _after(text.text, top, dialect) if top else 0
    above = text.text[: table[found.first].start] if found.found else text.text[:begin]
    preamble = tuple(line for line in dialect.line_end.split(above) if line.strip())
    line = 1 + line_ends(text.text, 0, begin, dialect)
    return Layout(dialect, width, found, below, begin, line, preamble, text.notes)


def _sample(sample: str, dialect: Dialect, width: int | None) -> list[Record]:
    table = list(islice(read_records(sample, dialect, width), SAMPLE_RECORDS))
    return table or [Record([""], [False], 0, 0)]


def _gaps(table: list[Record], text: str) -> list[bool]:
    """For each record, whether a blank line stands below it."""
    between = (text[above.end : below.start] for above, below in pairwise(table))
    return [*(len(gap.splitlines()) > 1 for gap in between), False]


def _after(text: str, record: Record, dialect: Dialect) -> int:
    line_end = dialect.line_end.match(text, record.end)
    return line_end.end() if line_end else len(text)


def _note_dialect(dialect: Dialect) -> Iterator[str]:
    if dialect.spaced:
        yield f"The space {dialect.spaced} each delimiter is not part of the cells."
    if dialect.quote == "'":
        yield "Cells stand in single quotes."
    if dialect.escape == "backslash":
        yield "A backslash protects the character after it."
    if dialect.escape == "none":
        yield "Quotes inside quoted cells are not marked; a quote closes its cell only before a delimiter."
