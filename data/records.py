"""Text to records, carefully: strict where the quoting is sound, and forgiving one record at a time where it is not.

A record that is quoted soundly is read as RFC 4180 says. Where a quote is left open, or closes in the middle of a
cell, the record is read again in every way its quotes allow, and the first reading as wide as the table wins; when
there is none, the stray quote is an ordinary character. So one bad quote can never swallow the rows below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

TRIES = 400  # cells looked at while a broken record is read again: bounds the work, far above any real record


@dataclass(frozen=True)
class Dialect:
    """How cells are told apart. `delimiter` None: one cell per line. `escape`: how a quote stands inside quotes."""

    delimiter: str | None = ","
    quote: str | None = '"'
    escape: str = "doubled"  # doubled "" · backslash \" · none (a quote closes only before a delimiter)
    spaced: bool = False  # one space after each delimiter belongs to the delimiter
    returns: bool = False  # a carriage return alone ends a line

    @cached_property
    def line_end(self) -> re.Pattern[str]:
        return re.compile(r"\r\n?|\n" if self.returns else r"\r?\n")

    @cached_property
    def separator(self) -> re.Pattern[str]:
        if self.delimiter is None:
            return re.compile(r"(?!)")
        return re.compile(re.escape(self.delimiter) + (" ?" if self.spaced else ""))

    @cached_property
    def _stop(self) -> str:
        """What may follow a cell."""
        line_end = f"(?:{self.line_end.pattern})"
        return rf"(?={self.separator.pattern}|{line_end}|\Z)"

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """A cell without quotes around it."""
        barrier = rf"(?:{self.separator.pattern}|{self.line_end.pattern})"
        protected = r"\\.|" if self.escape == "backslash" else ""
        return re.compile(rf"(?:{protected}(?!{barrier}).)*+", re.DOTALL)

    @cached_property
    def quoted(self) -> re.Pattern[str]:
        """A cell soundly in quotes, up to its delimiter; spaces outside the quotes belong to nobody."""
        q = re.escape(self.quote or "\0")
        inside = {
            "doubled": rf"[^{q}]*+(?:{q}{q}[^{q}]*+)*+",
            "backslash": rf"[^{q}\\]*+(?:\\.[^{q}\\]*+)*+",
            "none": r".{0,65536}?",
        }[self.escape]
        spaces = "" if self.delimiter == " " else " *+"
        return re.compile(rf"{spaces}{q}({inside}){q}{spaces}{self._stop}", re.DOTALL)

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """A quote that may close a cell."""
        return re.compile(re.escape(self.quote or "\0") + self._stop)

    def unescape(self, inside: str) -> str:
        """The text that stood between two quotes."""
        quote = self.quote or ""
        if self.escape == "doubled":
            return inside.replace(quote * 2, quote) if quote in inside else inside
        return self.unbackslash(inside)

    def unbackslash(self, cell: str) -> str:
        """Without the backslashes that protect a quote, a delimiter, a line end or a backslash."""
        if self.escape != "backslash" or "\\" not in cell:
            return cell
        protected = re.escape((self.quote or "") + (self.delimiter or "") + "\\\r\n")
        return re.sub(rf"\\([{protected}])", r"\1", cell)


class Record(NamedTuple):
    """One row: its cells, which of them stood in quotes, and where it starts and ends in the text."""

    cells: list[str]
    quoted: list[bool]
    start: int
    end: int
    sound: bool = True


class Cell(NamedTuple):
    text: str
    quoted: bool
    end: int
    sound: bool = True


def records(text: str, dialect: Dialect, width: int | None = None, start: int = 0) -> Iterator[Record]:
    """Every record from `start`; wholly blank lines between records are none. `width`: how wide the table is."""
    line_end, position = dialect.line_end, start
    while position < len(text):
        match = line_end.search(text, position)
        end = match.start() if match else len(text)
        line = text[position:end]
        if _easy(line, dialect):
            if line and not (line.isspace() and (dialect.delimiter or "x") not in line):
                yield _split(line, dialect, position, end)
        else:
            record = _read(text, position, dialect, width)
            yield record
            end = record.end
            match = line_end.match(text, end)
        position = match.end() if match else len(text)


def _easy(line: str, dialect: Dialect) -> bool:
    """Nothing in the line that could join or protect cells."""
    if dialect.quote and dialect.quote in line:
        return False
    return dialect.escape != "backslash" or "\\" not in line


def _split(line: str, dialect: Dialect, start: int, end: int) -> Record:
    if dialect.delimiter is None:
        cells = [line]
    elif dialect.spaced:
        cells = dialect.separator.split(line)
    else:
        cells = line.split(dialect.delimiter)
    return Record(cells, [False] * len(cells), start, end)


def _read(text: str, start: int, dialect: Dialect, width: int | None) -> Record:
    first = _plainly(text, start, dialect)
    one_line = not dialect.line_end.search(text, start, first.end)
    if width is None or len(first.cells) == width or (first.sound and one_line):
        return first
    return _reread(text, start, dialect, width) or first


def _plainly(text: str, start: int, dialect: Dialect) -> Record:
    """One pass: sound quotes are quotes, any other quote is an ordinary character."""
    cells: list[Cell] = []
    position = start
    while True:
        cell = next(_sound(text, position, dialect), None) or _literal(text, position, dialect)
        cells.append(cell)
        gap = dialect.separator.match(text, cell.end)
        if not gap:
            return _record(cells, start)
        position = gap.end()


def _reread(text: str, start: int, dialect: Dialect, width: int) -> Record | None:
    """The first reading of a broken record that is exactly as wide as the table."""
    paths: list[tuple[Cell, ...]] = [()]
    for _ in range(TRIES):
        if not paths:
            return None
        cells = paths.pop()
        gap = dialect.separator.match(text, cells[-1].end) if cells else None
        if cells and not gap and len(cells) == width:
            return _record(list(cells), start, sound=False)
        if len(cells) < width and (gap or not cells):
            position = gap.end() if gap else start
            paths += [(*cells, cell) for cell in reversed(list(_every(text, position, dialect)))]
    return None


def _every(text: str, position: int, dialect: Dialect) -> Iterator[Cell]:
    """Every way to read the cell at `position`: soundly quoted, closed by a later quote of its line, literal."""
    yield from _sound(text, position, dialect)
    quote = dialect.quote
    if quote and text.startswith(quote, position):
        line = dialect.line_end.search(text, position)
        for closing in dialect.closing.finditer(text, position + 1, line.start() if line else len(text)):
            inside = text[position + 1 : closing.start()]
            yield Cell(inside.replace(quote * 2, quote), True, closing.end(), False)
    yield _literal(text, position, dialect)


def _sound(text: str, position: int, dialect: Dialect) -> Iterator[Cell]:
    match = dialect.quoted.match(text, position) if dialect.quote else None
    if match:
        yield Cell(dialect.unescape(match[1]), True, match.end())


def _literal(text: str, position: int, dialect: Dialect) -> Cell:
    match = dialect.plain.match(text, position)
    assert match is not None  # the pattern matches the empty cell too
    opened = dialect.quote is not None and match[0].lstrip(" ").startswith(dialect.quote)
    cell = dialect.unbackslash(match[0])
    return Cell(cell, cell != match[0], match.end(), not opened)


def _record(cells: list[Cell], start: int, sound: bool = True) -> Record:
    sound = sound and all(cell.sound for cell in cells)
    return Record([cell.text for cell in cells], [cell.quoted for cell in cells], start, cells[-1].end, sound)
