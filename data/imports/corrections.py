"""What a person put right in the rows of a file, before any meaning is found; the file stays as it was uploaded.

A cell is known by its line and its header. Cells say the same where only the space around their texts differs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from data.errors import LogError, list_names
from data.files.sheet import Sheet
from data.imports.choices import Choices
from data.schema.mapping import unique_names


class NoSuchRow(LogError):
    """A correction of a row that the file does not have."""

    def __init__(self, line: int) -> None:
        super().__init__(f"You corrected line {line:,}, and the file has no row there. Undo that correction.")


class NoSuchColumn(LogError):
    """A correction in a column that the file does not have."""

    def __init__(self, column: str, names: tuple[str, ...]) -> None:
        super().__init__(
            f"You corrected the column “{column}”, and the file has none of that name. It has: {list_names(names)}. "
            "Undo that correction."
        )


class Alike(NamedTuple):
    """Other cells that say what the one said that was corrected last: in which column, what, what it says now."""

    column: str
    before: str
    after: str
    rows: int


class Change(NamedTuple):
    """One thing that was put right: in how many rows, on which lines if not in all alike, what it said and says now.

    `field` and `key`: where it stands in `Choices`.
    """

    field: str
    key: Any
    rows: int
    line: int | None
    column: str
    before: str
    after: str


def apply_corrections(sheet: Sheet, choices: Choices) -> Sheet:
    """The sheet with what was put right in its cells. Raises NoSuchRow and NoSuchColumn."""
    for line in (*(line for line, _ in choices.cells), *choices.merged):
        _row(sheet, line)
    cells = sheet.cells
    for column in dict.fromkeys([*(name for _, name in choices.cells), *(name for name, _ in choices.texts)]):
        place = _column(sheet, column)
        alike = {text: after for (name, text), after in choices.texts.items() if name == column}
        alone = {line: after for (line, name), after in choices.cells.items() if name == column}
        texts = _replace_texts(cells[place], pc.utf8_trim_whitespace(cells[place]), alike)
        cells = cells.set_column(place, f"c{place}", _replace_texts(texts, sheet.lines, alone))
    return replace(sheet, cells=cells)


def correct_cell(sheet: Sheet, choices: Choices, line: int, column: str, text: str) -> Choices:
    """The choices with one cell of the sheet (as uploaded) put right; what it said before needs no correction."""
    cells = {where: said for where, said in choices.cells.items() if where != (line, column)}
    same = text.strip() == original_text(sheet, replace(choices, cells=cells), line, column).strip()
    return replace(choices, cells=cells if same else {**cells, (line, column): text})


def original_text(sheet: Sheet, choices: Choices, line: int, column: str) -> str:
    """What a cell says without a correction of its own; "" where it is empty."""
    said: str = sheet.cells[_column(sheet, column)][_row(sheet, line)].as_py() or ""
    return choices.texts.get((column, said.strip()), said)


def find_alike(sheet: Sheet, choices: Choices) -> Alike | None:
    """The other cells like the one that was corrected last; None where there are none, or it was empty."""
    if not choices.cells:
        return None
    (line, column), after = [*choices.cells.items()][-1]
    said = original_text(sheet, choices, line, column).strip()
    rows = count_cells(apply_corrections(sheet, choices), column, said) if said else 0
    return Alike(column, said, after, rows) if rows else None


def correct_alike(sheet: Sheet, choices: Choices, found: Alike) -> Choices:
    """The choices with all cells of a column that say the same put right at once."""
    said = (found.column, found.before)
    cells = {
        where: found.after if (where[1], text.strip()) == said else text
        for where, text in [*choices.cells.items()][:-1]
    }
    texts = {
        where: found.after if (where[0], text.strip()) == said else text
        for where, text in choices.texts.items()
    }
    if count_cells(sheet, *said):
        texts[said] = found.after
    return replace(choices, cells=cells, texts=texts)


def list_changes(sheet: Sheet, choices: Choices) -> tuple[Change, ...]:
    """All that was put right in the cells of a sheet (as it was uploaded), the last one first."""
    alone = [
        Change("cells", (line, column), 1, line, column, original_text(sheet, choices, line, column), after)
        for (line, column), after in choices.cells.items()
    ]
    together = [
        Change("texts", (column, text), count_cells(sheet, column, text), None, column, text, after)
        for (column, text), after in choices.texts.items()
    ]
    return tuple(reversed([*together, *alone]))


def undo(choices: Choices, change: Change) -> Choices:
    """The choices without one change."""
    undone = (change.field, change.key)
    cells = {where: text for where, text in choices.cells.items() if ("cells", where) != undone}
    texts = {where: text for where, text in choices.texts.items() if ("texts", where) != undone}
    return replace(choices, cells=cells, texts=texts)


def count_cells(sheet: Sheet, column: str, text: str) -> int:
    """How many cells of a column say this."""
    said = pc.utf8_trim_whitespace(sheet.cells[_column(sheet, column)])
    return pc.sum(pc.equal(said, text)).as_py() or 0


def _replace_texts(
    cells: pa.ChunkedArray, known: pa.ChunkedArray, texts: Mapping[Any, str]
) -> pa.ChunkedArray:
    """The cells with other texts where they are known by a line, or by what they say."""
    if not texts:
        return cells
    found = pc.index_in(known, value_set=pa.array(texts.keys(), known.type))
    return pc.coalesce(pc.take(pa.array(texts.values(), cells.type), found), cells)


def _row(sheet: Sheet, line: int) -> int:
    place: int = pc.index(sheet.lines, line).as_py()
    if place < 0:
        raise NoSuchRow(line)
    return place


def _column(sheet: Sheet, column: str) -> int:
    names = unique_names(sheet.header)
    if column not in names:
        raise NoSuchColumn(column, names)
    return names.index(column)
