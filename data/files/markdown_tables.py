"""The tables in a Markdown text (GitHub's, whose header stands above a line of dashes), and what stands around them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

import pyarrow as pa

from data.files import encoding, limits
from data.files.column_names import name_columns
from data.files.distinct_name import distinct_name
from data.files.file_kinds import MARKDOWN
from data.files.hints import Hints
from data.files.sheet import Sheet
from data.files.table_choice import Part
from data.files.text_columns import columns, table_of, widen

DASHES = re.compile(r":?-+:?")
"""A cell of the line below a header; colons say how its column is aligned."""
PIPE = re.compile(r"(?<!\\)\|")
HEADING = re.compile(r"#{1,6}\s+(.*?)[\s#]*")
ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s+(.*)")
LINK = re.compile(r"!?\[([^\]\[]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
PAGE = re.compile(r"\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]")
EMPHASIS = re.compile(r"(\*\*|__|~~|`|\*|_)(\S(?:.*\S)?)\1", re.DOTALL)
OPENED = re.compile(r'(?:^|[,;\t])\s*"')
"""A quote that opens a cell of a CSV file."""
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
PROTECTED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass
class Table:
    """A table of a text: the heading above it, its header, its rows, and the list items below it, each with its line.

    `piped`: whether its lines begin with a pipe.
    """

    name: str
    header: list[str]
    piped: bool
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    items: list[tuple[int, str]] = field(default_factory=list)


@dataclass
class Outline:
    """What a text holds: its tables, the text above the first of them, and the lines of any text below it."""

    tables: list[Table] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    below: list[int] = field(default_factory=list)
    heading: str = ""
    last: int = 0
    quotes: int = 0

    def add_line(self, number: int, text: str, below: str) -> None:
        """Take in the next line; `below`: the one after it.

        A row below a blank line or a list belongs to the table above where it begins with a pipe: people and programs
        append rows to such files. What stands in quotes that are open is a cell of a CSV file, and no table.
        """
        table = self.tables[-1] if self.tables else None
        inside = table if number == self.last + 1 else None
        if _is_rule(text):
            self.last = number
        elif not self.quotes % 2 and _is_rule(below) and _may_begin(text, inside):
            self.tables.append(Table(self.heading, split_cells(text), text.startswith("|")))
            self.heading, self.last = "", number
        elif table and (text.startswith("|") or (inside and not table.piped and PIPE.search(text))):
            table.rows.append((number, split_cells(text)))
            self.last = number
        else:
            self._add_text(number, text)

    def _add_text(self, number: int, text: str) -> None:
        if heading := HEADING.fullmatch(text):
            self.heading = heading[1]
        if not self.tables:
            self.above += [text] if text else []
            self.quotes += text.count('"') if self.quotes % 2 or OPENED.search(text) else 0
        elif item := ITEM.fullmatch(text):
            self.tables[-1].items.append((number, item[1]))
        elif text and not heading:
            self.below.append(number)


def parts(content: bytes, name: str) -> list[Part]:
    """Each table of a text, called like the heading above it; none where a text has no table. Raises UnreadableFile."""
    text, outline = encoding.decode(content, name), Outline()
    plain = [line.strip().lstrip("> ") for line in text.text.splitlines()]
    for number, (line, below) in enumerate(zip(plain, [*plain[1:], ""], strict=True), start=1):
        outline.add_line(number, line, below)
    named = dict[str, Table]()
    for number, table in enumerate(outline.tables, start=1):
        named[distinct_name(table.name or f"table {number}", named)] = table
    return [
        Part(part, False, partial(_make_sheet, name, table, text, outline if not place else Outline()))
        for place, (part, table) in enumerate(named.items())
    ]


def _is_rule(text: str) -> bool:
    """Whether a line is the one below a header: dashes between pipes."""
    return "|" in text and "-" in text and all(map(DASHES.fullmatch, split_cells(text)))


def _may_begin(text: str, table: Table | None) -> bool:
    """Whether a line above dashes is a header: in the rows of a `table` only where it says the same again."""
    return PIPE.search(text) is not None and (table is None or split_cells(text) == table.header)


def split_cells(text: str) -> list[str]:
    """The cells of a line, without what marks them: emphasis, the address of a link, what protects a pipe."""
    inside = text.strip().removeprefix("|")
    inside = inside[:-1] if inside.endswith("|") and not inside.endswith("\\|") else inside
    return [_plain_text(cell.strip()) for cell in PIPE.split(inside)]


def _plain_text(cell: str) -> str:
    text = PAGE.sub(r"\1", LINK.sub(r"\1", BREAK.sub("\n", cell).replace("\\|", "|")))
    while (bare := EMPHASIS.fullmatch(text)) and bare[1] not in bare[2]:
        text = bare[2]
    return PROTECTED.sub(r"\1", text)


def _note_text(below: Sequence[int]) -> tuple[str, ...]:
    """A sentence about text that stands below a table and is no item of a list."""
    lines = "1 line" if len(below) == 1 else f"{len(below):,} lines"
    said = f"{lines} of text below a table {'is' if len(below) == 1 else 'are'} in no row (the first is line "
    return (f"{said}{below[0]}).",) if below else ()


def _make_sheet(name: str, table: Table, text: encoding.Text, around: Outline, hints: Hints) -> Sheet:
    """A table as a sheet; `around`: what stands around the tables of its text, said with the first of them."""
    width = len(table.header)
    limits.refuse_many(len(table.rows))
    limits.refuse_huge(max([width, *(len(row) for _, row in table.rows)]), len(table.rows), 1)
    cells = widen(table_of([columns([row for _, row in table.rows])] if table.rows else []), width)
    given = width if any(table.header) else 0
    header = table.header if given else list(name_columns(cells, hints))
    return Sheet(
        name=name,
        header=(*header, *[""] * (cells.num_columns - len(header))),
        cells=cells,
        lines=pa.array([line for line, _ in table.rows], pa.int64()),
        encoding=text.encoding,
        delimiter="|",
        preamble=tuple(around.above),
        notes=(*text.notes, *_note_text(around.below), *_note_widths(table)),
        named=given,
        kind=MARKDOWN,
        outside=tuple(table.items),
    )


def _note_widths(table: Table) -> Iterator[str]:
    width = len(table.header)
    for where, what in (
        ([line for line, row in table.rows if len(row) < width], "with fewer cells than the header"),
        (
            [line for line, row in table.rows if len(row) > width],
            "with more cells than the header; the extra columns have no name",
        ),
    ):
        if where:
            rows = "1 row" if len(where) == 1 else f"{len(where):,} rows"
            yield f"{rows} {what} (the first on line {where[0]})."
