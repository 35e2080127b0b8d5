"""One of several files that were joined row by row: taken out, and put back in a newer version."""

from __future__ import annotations

from dataclasses import replace

import pyarrow as pa
import pyarrow.compute as pc

from data.combine import merged_table
from data.combine.carry_over import followed
from data.combine.merge import join
from data.errors import LogError
from data.files.reader import read
from data.files.sheet import Sheet
from data.imports.upload import File, written


class OfOtherColumns(LogError):
    """A file that was joined with files of other columns, of which no rows are left as they stood."""

    def __init__(self) -> None:
        super().__init__(
            "Your log is made of files with different columns, so one of them can't be compared with a newer version. "
            "Bring all of them again, together."
        )


def apart(file: File, name: str) -> tuple[File, File]:
    """The file of that name as before it was joined, and the others as they are, each with what was said about it.

    Touches that were added by hand stay with the others. Raises OfOtherColumns.
    """
    sheet = read(file.content, file.name)
    if merged_table.is_clean(sheet):
        raise OfOtherColumns
    width = len(sheet.header) - len(merged_table.PLACES)
    its = pc.equal(sheet.cells[width], name).combine_chunks()
    own, others = _only(sheet, its), _only(sheet, pc.invert(its))
    return (
        _written(
            replace(file, name=name, choices=replace(file.choices, added=())),
            merged_table.first_columns(own, width),
        ),
        _written(file, others),
    )


def put_back(others: File, name: str, newer: File) -> File:
    """A newer version of the file of that name, joined with the others again. Raises LogError where they don't fit."""
    return join([others, replace(newer, name=name)])


def _only(sheet: Sheet, rows: pa.Array) -> Sheet:
    return replace(sheet, cells=sheet.cells.filter(rows), lines=sheet.lines.filter(rows))


def _written(file: File, sheet: Sheet) -> File:
    """Some rows of a file as a file of their own."""
    content = written(sheet.header, sheet.cells)
    moved = zip(sheet.lines.to_pylist(), read(content, file.name).lines.to_pylist(), strict=True)
    choices, _ = followed(file.choices, dict(moved), {}, ())
    return File(content, file.name, choices)
