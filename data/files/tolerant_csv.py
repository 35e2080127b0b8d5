"""Text to records: strict where the quoting is sound, forgiving one record at a time where it is not.

A record that is quoted soundly is read as RFC 4180 says. Where a quote is left open, or closes in the middle
of a cell, the record is read again in every way its quotes allow, and of the readings as wide as the table the
one with the fewest odd cells wins; when there is none, the stray quote is an ordinary character. No bad quote
swallows the rows below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

LOOKS = 20  # rows looked at to judge by
TRIES = 400  # cells looked at while a broken record is read again: bounds the work, far above any real record


@dataclass(frozen=True)
class Dialect:
    """How cells are told apart. `delimiter` None: one cell per line. `escape`: how quotes stand in quotes."""

    delimiter: str | None = ","
    quote: str | None = '"'
    escape: str = "doubled"  # doubled "" · backslash \" · none (a quote closes only before a delimiter)
    spaced: str = ""  # "after" or "around": a space there belongs to each delimiter
    returns: bool = False  # a carriage return alone ends a line

    @cached_property
    def line_end(self) -> re.Pattern[str]:
        return re.compile(r"\r\n?|\n" if self.returns else r"\r?\n")

    @cached_property
    def separator(self) -> re.Pattern[str]:
        if self.delimiter is None:
            return re.compile(r"(?!)")
        # A space that is there is taken for good: two ways at each delimiter would double the ways of a record.
        before, after = (" ?+" if self.spaced == "around" else "", " ?+" if self.spaced else "")
        return re.compile(before + re.escape(self.delimiter) + after)

    @property
    def _stop(self) -> str:
        """What may follow a cell."""
        return rf"(?={self.separator.pattern}|{self.line_end.pattern}|\Z)"

    @property
    def _spaces(self) -> str:
        """Around quotes, spaces belong to nobody."""
        return "" if self.delimiter == " " else " *+"

    @property
    def _plain(self) -> str:
        """A cell without quotes around it."""
        barrier = rf"(?:{self.separator.pattern}|{self.line_end.pattern})"
        protected, rest = (r"\\.|\\\Z|", r"[^\\]") if self.escape == "backslash" else ("", ".")
        if self.delimiter and len(self.delimiter) == 1 and self.spaced != "around":
            # The usual characters in one go. The two ways share no character, so there is nothing to try twice
            # (a possessive group would say so too, but before Python 3.11.5 it loses characters).
            usual = rf"{re.escape(self.delimiter)}\r\n\\"
            protected, rest = rf"[^{usual}]++|{protected}", rf"(?:(?![^{usual}]){rest})"
        return rf"(?:{protected}(?!{barrier}){rest})*"

    @property
    def _quoted(self) -> str:
        """A cell soundly in quotes, up to its delimiter."""
        q = re.escape(self.quote or "\0")
        inside = {
            "doubled": rf"[^{q}]*+(?:{q}{q}[^{q}]*+)*+",
            "backslash": rf"[^{q}\\]*+(?:\\.[^{q}\\]*+)*+",
            "none": r".{0,65536}?",
        }[self.escape]
        return rf"{q}{inside}{q}(?={self._spaces}{self._stop})"

    @property
    def _unquoted(self) -> str:
        return rf"(?!{self._spaces}{re.escape(self.quote)}){self._plain}" if self.quote else self._plain

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """A cell without quotes around it."""
        return re.compile(self._plain, re.DOTALL)

    @cached_property
    def quoted(self) -> re.Pattern[str]:
        """A cell soundly in quotes."""
        return re.compile(rf"{self._spaces}({self._quoted}){self._spaces}", re.DOTALL)

    @cached_property
    def sound(self) -> re.Pattern[str]:
        """A whole record with every quote in its place."""
        cell = f"(?:{self._quoted}|{self._unquoted})"
        return re.compile(
            rf"{cell}(?:{self.separator.pattern}{cell})*(?={self.line_end.pattern}|\Z)", re.DOTALL
        )

    @cached_property
    def cells(self) -> re.Pattern[str]:
        """Finds in a sound record, cell by cell, what stands in quotes and what does not."""
        before = rf"(?:\A|{self.separator.pattern})"
        return re.compile(
            rf"{before}(?:{self._spaces}({self._quoted}){self._spaces}|({self._unquoted}))", re.DOTALL
        )

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """A quote that may close a cell."""
        return re.compile(re.escape(self.quote or "\0") + self._stop)

    def unquote(self, cell: str) -> str:
        """The text of a quoted cell."""
        quote, inside = self.quote or "", cell[1:-1]
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


def read_records(text: str, dialect: Dialect, width: int | None = None, start: int = 0) -> Iterator[Record]:
    """Every record from `start`; wholly blank lines are none. `width`: how wide the table is, if known."""
    position = start
    while position < len(text):
        end, after = _find_line_end(text, position, dialect)
        line = text[position:end]
        if not _is_easy(line, dialect):
            record = _read_record(text, position, dialect, width)
            yield record
            after = _find_line_end(text, record.end, dialect)[1]
        elif not _is_blank(line, dialect):
            yield _split_line(line, dialect, position, end)
        position = after


def read_whole_record(text: str, dialect: Dialect) -> list[str] | None:
    """The cells of a text that is one record with every quote in its place; None for any other."""
    if _is_easy(text, dialect):
        return _split_line(text, dialect, 0, len(text)).cells
    record = _read_sound_record(text, 0, dialect)
    return record.cells if record and record.end == len(text) else None


def is_torn(record: Record, dialect: Dialect) -> bool:
    """Whether a quote opens within one cell without quotes and closes in a later one, as if there were none between."""
    quote = dialect.quote
    if not quote:
        return False
    cells = [
        cell
        for cell, quoted in zip(record.cells, record.quoted, strict=True)
        if not quoted and cell.count(quote) % 2
    ]
    return len(cells) > 1 and any(
        before.strip() and after.strip() == after != "" and before.rstrip() == before
        for before, _, after in (cell.partition(quote) for cell in cells[:-1])
    )


def _find_line_end(text: str, position: int, dialect: Dialect) -> tuple[int, int]:
    """Where the line at `position` ends, and where the next one starts."""
    if dialect.returns:
        match = dialect.line_end.search(text, position)
        return match.span() if match else (len(text), len(text))
    newline = text.find("\n", position)
    if newline < 0:
        return len(text), len(text)
    return newline - text.startswith("\r", max(newline - 1, position)), newline + 1


def _is_blank(line: str, dialect: Dialect) -> bool:
    return not line or (line.isspace() and (dialect.delimiter is None or dialect.delimiter not in line))


def _is_easy(line: str, dialect: Dialect) -> bool:
    """Nothing in the line that could join or protect cells."""
    if dialect.quote and dialect.quote in line:
        return False
    return dialect.escape != "backslash" or "\\" not in line


def _split_line(line: str, dialect: Dialect, start: int, end: int) -> Record:
    if dialect.delimiter is None:
        cells = [line]
    elif dialect.spaced:
        cells = dialect.separator.split(line)
    else:
        cells = line.split(dialect.delimiter)
    return Record(cells, [False] * len(cells), start, end)


def _read_record(text: str, start: int, dialect: Dialect, width: int | None) -> Record:
    first = _read_sound_record(text, start, dialect) or _scan_record(text, start, dialect)
    one_line = not dialect.line_end.search(text, start, first.end)
    right = first.sound and (one_line or len(first.cells) == width)
    if width is None or right:
        return first
    again = _repair_record(text, start, dialect, width)
    if again and first.sound and not _leaves_rows(text, again.end, first.end, dialect, width):
        return first
    return again or first


def _leaves_rows(text: str, start: int, end: int, dialect: Dialect, width: int) -> bool:
    """Whether what a soundly quoted record would have swallowed is rows of the table: a few are looked at."""
    position = _find_line_end(text, start, dialect)[1]
    for _ in range(LOOKS):
        if position >= end:
            break
        record = _scan_record(text, position, dialect)
        if len(record.cells) != width:
            return False
        position = _find_line_end(text, record.end, dialect)[1]
    return True


def _read_sound_record(text: str, start: int, dialect: Dialect) -> Record | None:
    """The record with every quote in its place; None if one is not.

    Where quotes in quotes are not marked, each could close its cell, and a pattern of a whole record would try them
    all together: there the first that can close a cell does.
    """
    if dialect.escape == "none":
        record = _scan_record(text, start, dialect)
        return record if record.sound else None
    match = dialect.sound.match(text, start)
    if not match:
        return None
    pairs = dialect.cells.findall(match[0])
    if dialect.escape == "backslash":
        pairs = [(in_quotes, dialect.unbackslash(plain)) for in_quotes, plain in pairs]
    cells = [dialect.unquote(in_quotes) if in_quotes else plain for in_quotes, plain in pairs]
    return Record(cells, [in_quotes != "" for in_quotes, _ in pairs], start, match.end())


def _scan_record(text: str, start: int, dialect: Dialect) -> Record:
    """One pass: sound quotes are quotes, any other quote is an ordinary character."""
    cells: list[Cell] = []
    position = start
    while True:
        cell = next(_sound_cell(text, position, dialect), None) or _literal_cell(text, position, dialect)
        cells.append(cell)
        gap = dialect.separator.match(text, cell.end)
        if not gap:
            return _make_record(cells, start)
        position = gap.end()


def _repair_record(text: str, start: int, dialect: Dialect, width: int) -> Record | None:
    """The reading of a broken record that is exactly as wide as the table with the fewest quotes out of place."""
    order = count()
    paths: list[tuple[int, int, int, tuple[Cell, ...]]] = [(0, 0, 0, ())]
    for _ in range(TRIES):
        if not paths:
            return None
        odd, _, _, cells = heappop(paths)
        gap = dialect.separator.match(text, cells[-1].end) if cells else None
        if cells and not gap and len(cells) == width:
            return _make_record(list(cells), start, sound=False)
        if len(cells) < width and (gap or not cells):
            for cell in _list_readings(text, gap.end() if gap else start, dialect):
                heappush(paths, (odd + (not cell.sound), -len(cells), next(order), (*cells, cell)))
    return None


def _list_readings(text: str, position: int, dialect: Dialect) -> Iterator[Cell]:
    """Every way to read a cell: in sound quotes, closed by any later quote of its line, literally."""
    yield from _sound_cell(text, position, dialect)
    quote = dialect.quote
    if quote and text.startswith(quote, position):
        line = dialect.line_end.search(text, position)
        for closing in dialect.closing.finditer(text, position + 1, line.start() if line else len(text)):
            inside = text[position + 1 : closing.start()]
            yield Cell(inside.replace(quote * 2, quote), True, closing.end(), False)
    yield _literal_cell(text, position, dialect)


def _sound_cell(text: str, position: int, dialect: Dialect) -> Iterator[Cell]:
    match = dialect.quoted.match(text, position) if dialect.quote else None
    if match:
        yield Cell(dialect.unquote(match[1]), True, match.end())


def _literal_cell(text: str, position: int, dialect: Dialect) -> Cell:
    match = dialect.plain.match(text, position)
    found, end = (match[0], match.end()) if match else ("", position)
    opened = dialect.quote is not None and found.lstrip(" ").startswith(dialect.quote)
    cell = dialect.unbackslash(found)
    return Cell(cell, cell != found, end, not opened)


def _make_record(cells: list[Cell], start: int, sound: bool = True) -> Record:
    sound = sound and all(cell.sound for cell in cells)
    return Record([cell.text for cell in cells], [cell.quoted for cell in cells], start, cells[-1].end, sound)
