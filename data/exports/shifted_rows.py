"""Rows that are one cell to the right or to the left of their header; the person is asked about them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

import pyarrow as pa
import pyarrow.compute as pc

from data.exports.export_dates import is_readable
from data.files.sheet import Sheet
from data.files.text_columns import column_ids
from data.imports.choices import Choices
from data.imports.report import OpenQuestion
from data.schema.headers import columns_for
from data.schema.mapping import DATE_COLUMNS, STAGE_DATES, WORD_COLUMNS, is_clean, unique_names
from data.schema.vocabulary import is_known, kind_in, normalise

KEY = "shifted"
LOOKED_AT = 2_000
"""Rows by which it is found out whether any are shifted."""
LINKS = {
    "url",
    "link",
    "job url",
    "job link",
    "posting",
    "website",
    "email",
    "e mail",
    "lien",
    "enlace",
    "链接",
}
SHOWN, EXAMPLES = 5, 2
"""Columns of an example, and how many rows are shown."""
RIGHT, LEFT = 1, -1
SIDES = {RIGHT: "right", LEFT: "left"}

Fits = Mapping[int, Callable[[str], bool]]
"""For each column that not any text can be in: whether a text can."""


@dataclass(frozen=True)
class Shift:
    """To which side some rows of a table are shifted, and their places among its rows."""

    side: int
    rows: tuple[int, ...]


def find_shift(sheet: Sheet) -> Shift | None:
    """The rows that say what their header says only when they are moved by one cell; None where there are none.

    A row to the right begins with an empty cell, one to the left ends with one. None of its cells fits its own header,
    and moved, either two do, or one does and no text is left without a header.
    """
    fits = _fits(sheet)
    if not sheet.named or not fits or is_clean(sheet.header):
        return None
    for side in SIDES:
        if _find_rows(sheet, side, fits, LOOKED_AT):
            return Shift(side, _find_rows(sheet, side, fits, len(sheet.lines)))
    return None


def align_rows(sheet: Sheet, choices: Choices) -> Sheet:
    """The table with shifted rows below their header, where the person said that they are shifted."""
    shift = find_shift(sheet) if choices.chosen.get(KEY) == "yes" else None
    return _move_rows(sheet, shift) if shift else sheet


def ask_whether_shifted(sheet: Sheet, choices: Choices) -> tuple[OpenQuestion, ...]:
    """Ask about rows that look shifted, unless the person has answered."""
    shift = None if choices.chosen.get(KEY) else find_shift(sheet)
    if not shift:
        return ()
    names = unique_names(sheet.header)
    shown = _first_columns(sheet)
    count = len(shift.rows)
    rows = "1 row looks" if count == 1 else f"{count:,} rows look"
    return (
        OpenQuestion(
            key=KEY,
            columns=tuple(names[index] for index in shown),
            question=f"{rows} shifted one cell to the {SIDES[shift.side]} of the header. Move the cells back?",
            choices=("yes", "no"),
            examples=tuple(
                {"row": f"line {sheet.lines[row].as_py():,}, {what}"}
                | {names[index]: cells[index] if index < len(cells) else "" for index in shown}
                for row in shift.rows[:EXAMPLES]
                for what, cells in (
                    ("as it is", _row(sheet, row)),
                    ("moved", _move(_row(sheet, row), shift.side)),
                )
            ),
        ),
    )


def _fits(sheet: Sheet) -> Fits:
    """What can be below the headers that say so: dates, words of a list, addresses."""
    found: dict[int, Callable[[str], bool]] = {}
    for index, (header, column) in enumerate(zip(sheet.header, columns_for(sheet.header), strict=True)):
        if column in DATE_COLUMNS or column in STAGE_DATES:
            found[index] = _is_date
        elif column in WORD_COLUMNS:
            found[index] = partial(is_known, kind_in(column))
        elif normalise(header) in LINKS:
            found[index] = _is_address
    return found


def _is_date(text: str) -> bool:
    return not text.isalpha() and is_readable(text)


def _is_address(text: str) -> bool:
    return text.startswith(("http://", "https://", "www.")) or "@" in text


def _find_rows(sheet: Sheet, side: int, fits: Fits, most: int) -> tuple[int, ...]:
    """The places of the rows that are shifted to one side, among the first `most`."""
    last = max(index for index, name in enumerate(sheet.header) if index < sheet.named)
    edge = 0 if side == RIGHT else last
    columns = [column.to_pylist() for column in sheet.cells.slice(0, most).columns]
    rows = ([(text or "").strip() for text in cells] for cells in zip(*columns, strict=True))
    return tuple(
        place for place, row in enumerate(rows) if not row[edge] and _is_shifted(sheet, row, side, fits)
    )


def _is_shifted(sheet: Sheet, row: Sequence[str], side: int, fits: Fits) -> bool:
    """Whether a row is shifted to one side of its header."""
    moved = _move(row, side)
    hits = _count_fitting(moved, fits)
    if not hits or _count_fitting(row, fits):
        return False
    nameless = [index for index in range(len(row)) if not _is_named(sheet, index)]
    outside = any(row[index] for index in nameless) and not any(moved[index] for index in nameless)
    return hits > 1 or outside


def _count_fitting(row: Sequence[str], fits: Fits) -> int:
    return sum(fit(row[index]) for index, fit in fits.items() if row[index])


def _is_named(sheet: Sheet, index: int) -> bool:
    return index < sheet.named and bool(sheet.header[index].strip())


def _row(sheet: Sheet, place: int) -> list[str]:
    """The cells of a row, without spaces around them."""
    return [(column[place].as_py() or "").strip() for column in sheet.cells.columns]


def _move(row: Sequence[str], side: int) -> list[str]:
    """A row that is shifted to one side, moved back by one cell."""
    return [*row[1:], ""] if side == RIGHT else ["", *row[:-1]]


def _move_rows(sheet: Sheet, shift: Shift) -> Sheet:
    """The table with its shifted rows moved, and without nameless columns that are empty then."""
    places = set(shift.rows)
    mask = pa.array([place in places for place in range(len(sheet.lines))])
    old = [column.combine_chunks() for column in sheet.cells.columns]
    empty = pa.nulls(len(mask), pa.string())
    moved = [*old[1:], empty] if shift.side == RIGHT else [empty, *old[:-1]]
    columns = [pc.if_else(mask, new, each) for new, each in zip(moved, old, strict=True)]
    while (
        not _is_named(sheet, len(columns) - 1)
        and not pc.any(pc.fill_null(pc.not_equal(columns[-1], ""), False)).as_py()
    ):
        columns.pop()
    rows = "1 row is" if len(shift.rows) == 1 else f"{len(shift.rows):,} rows are"
    return replace(
        sheet,
        header=sheet.header[: len(columns)],
        cells=pa.table(columns, column_ids(len(columns))),
        named=min(sheet.named, len(columns)),
        notes=(*sheet.notes, f"{rows} read one cell further to the {SIDES[-shift.side]}."),
    )


def _first_columns(sheet: Sheet) -> list[int]:
    """The first columns with a name."""
    return [index for index in range(len(sheet.header)) if _is_named(sheet, index)][:SHOWN]
